using PastaGen.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class TeacherLossTests : IDisposable
{
    private const double Weight = 0.7;
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly Tensor states;
    private readonly Tensor targets;
    private readonly TeacherLoss loss;

    // Which of the 6 tokens each vector is a mean of, row by row. Of the pieces' second row one token has no part, and the third row has no piece.
    private static readonly Dictionary<TeacherPooling, int[][][]> Compared = new()
    {
        [TeacherPooling.Mean] = [[[0, 1]], [[2, 3, 4]], [[5]]],
        [TeacherPooling.FirstState] = [[[0]], [[2]], [[5]]],
        [TeacherPooling.Tokens] = [[[0, 1]], [[4], [2]], []],
    };

    public TeacherLossTests()
    {
        manual_seed(5);
        // Rows of 2, 3 and 1 tokens.
        states = randn([6, 4]).requires_grad_();
        targets = nn.functional.normalize(randn([3, 5]));
        loss = new TeacherLoss(hidden: 4, width: 5, Weight, CPU);
    }

    public void Dispose()
    {
        loss.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(TeacherPooling.Mean)]
    [InlineData(TeacherPooling.FirstState)]
    [InlineData(TeacherPooling.Tokens)]
    public void It_is_one_less_the_cosine_of_the_projected_vector_and_the_teachers(TeacherPooling pooling)
    {
        var projection = Values(loss.TrainedTensors.Single().Parameter);
        using var batch = Batch(pooling);
        Assert.Equal(Expected(pooling, Values(states), projection), Values(loss.RowLosses(batch)), (one, other) => Math.Abs(one - other) < 1e-6);
        loss.Begin([batch]);
        var mean = Expected(pooling, Values(states), projection).Sum() / RowsThatCount(pooling);
        Assert.Equal(Weight * mean, loss.Share(batch).item<float>(), 1e-6);
        Assert.Equal(mean, loss.TakeMean(), 1e-6);
    }

    [Theory]
    [InlineData(TeacherPooling.Mean)]
    [InlineData(TeacherPooling.FirstState)]
    [InlineData(TeacherPooling.Tokens)]
    public void Its_gradients_are_those_of_finite_differences_for_states_and_projection(TeacherPooling pooling)
    {
        var parameter = loss.TrainedTensors.Single().Parameter;
        using (var batch = Batch(pooling))
        {
            loss.Begin([batch, batch, batch]);
            loss.Share(batch).backward();
        }
        var (mine, projection) = (Values(states), Values(parameter));
        double Total(double[] ofStates, double[] ofProjection) => Weight * Expected(pooling, ofStates, ofProjection).Sum() / (3 * RowsThatCount(pooling));
        Differences(Values(states.grad!), mine, changed => Total(changed, projection));
        Differences(Values(parameter.grad!), projection, changed => Total(mine, changed));
    }

    [Theory]
    [InlineData(TeacherPooling.Mean)]
    [InlineData(TeacherPooling.Tokens)]
    public void It_leaves_no_tensor_behind(TeacherPooling pooling)
    {
        var before = LiveTensors.Count();
        for (var times = 0; times < 3; times++)
        {
            using var own = NewDisposeScope();
            using var batch = Batch(pooling);
            _ = batch.Answered(states);
            loss.Begin([batch]);
            loss.Share(batch).backward();
            loss.TakeMean();
            states.grad!.Dispose();
            states.grad = null;
            loss.TrainedTensors.Single().Parameter.grad!.Dispose();
            loss.TrainedTensors.Single().Parameter.grad = null;
        }
        Assert.Equal(before, LiveTensors.CountUncollected());
    }

    [Fact]
    public void Groups_need_tokens_and_the_batch_that_they_were_made_for()
    {
        Assert.Contains("every group needs a token", Assert.Throws<ArgumentException>(() => new GroupVectors([0, -1], [0, 0], CPU)).Message, StringComparison.Ordinal);
        using var vectors = new GroupVectors([0, 0], [0], CPU);
        using var rows = new PackedRows([1, 1, 1], 1, CPU);
        Assert.Contains("for 2 tokens, but there are 6 states", Assert.Throws<ArgumentException>(() => vectors.Take(states, rows)).Message, StringComparison.Ordinal);
    }

    private static int RowsThatCount(TeacherPooling pooling) => Compared[pooling].Count(row => row.Length > 0);

    private static void Differences(double[] gradient, double[] point, Func<double[], double> total)
    {
        const double Step = 1e-5;
        for (var place = 0; place < point.Length; place++)
        {
            double At(double step) => total([.. point.Select((value, i) => i == place ? value + step : value)]);
            Assert.Equal((At(Step) - At(-Step)) / (2 * Step), gradient[place], 1e-5);
        }
    }

    private TokenBatch Batch(TeacherPooling pooling)
    {
        var rows = new PackedRows([1, 1, 0, 1, 1, 1, 1, 0, 0], 3, CPU);
        Tensor Nothing() => zeros([0], dtype: ScalarType.Int64).DetachFromDisposeScope();
        var batch = new TokenBatch
        {
            Rows = rows,
            InputIds = Nothing(),
            TokenTypeIds = Nothing(),
            PositionIds = Nothing(),
            SpecialPositions = Nothing(),
            SpecialOrdinals = Nothing(),
            SpecialTokensPerRow = 0,
            Vectors = VectorsOf(pooling),
            VectorTargets = targets.clone().DetachFromDisposeScope(),
        };
        _ = batch.Answered(states);
        return batch;
    }

    private static StateVectors VectorsOf(TeacherPooling pooling)
    {
        var rows = Compared[pooling];
        var pieces = rows.SelectMany(row => row).ToArray();
        return pooling switch
        {
            TeacherPooling.Mean => new RowVectors(Pooling.Mean),
            TeacherPooling.FirstState => new RowVectors(Pooling.FirstPosition),
            _ => new GroupVectors(
                [.. Enumerable.Range(0, 6).Select(token => Array.FindIndex(pieces, piece => piece.Contains(token)))],
                [.. rows.SelectMany((row, number) => Enumerable.Repeat(number, row.Length))], CPU),
        };
    }

    private double[] Expected(TeacherPooling pooling, double[] ofStates, double[] projection)
    {
        var tokens = ofStates.Chunk(4).ToArray();
        var wanted = new Queue<double[]>(Values(targets).Chunk(5));
        return [.. Compared[pooling].Select(row => row.Length == 0 ? 0 : row.Average(vector =>
        {
            var mean = Enumerable.Range(0, 4).Select(i => vector.Average(token => tokens[token][i])).ToArray();
            var seen = projection.Chunk(4).Select(weights => weights.Zip(mean).Sum(pair => pair.First * pair.Second)).ToArray();
            return 1 - (seen.Zip(wanted.Dequeue()).Sum(pair => pair.First * pair.Second) / Math.Sqrt(seen.Sum(value => value * value)));
        }))];
    }

    private static double[] Values(Tensor tensor)
    {
        using var wide = tensor.detach().to(ScalarType.Float64);
        return [.. wide.data<double>()];
    }
}
