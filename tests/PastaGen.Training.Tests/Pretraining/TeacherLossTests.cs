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

    // Which of the 6 tokens each vector is a mean of, row by row. Of the pieces' second row one token has no part.
    private static readonly Dictionary<TeacherPooling, int[][][]> Compared = new()
    {
        [TeacherPooling.Mean] = [[[0, 1]], [[2, 3, 4]], [[5]]],
        [TeacherPooling.FirstState] = [[[0]], [[2]], [[5]]],
        [TeacherPooling.Tokens] = [[[0, 1]], [[4], [2]], [[5]]],
    };

    public TeacherLossTests()
    {
        manual_seed(5);
        // Rows of 2, 3 and 1 tokens.
        states = randn([6, 4]).requires_grad_();
        targets = nn.functional.normalize(randn([4, 5]));
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
        loss.Begin(rowsOfUpdate: 3);
        Assert.Equal(Weight * Expected(pooling, Values(states), projection).Average(), loss.Share(batch).item<float>(), 1e-6);
        Assert.Equal(Expected(pooling, Values(states), projection).Average(), loss.TakeMean(), 1e-6);
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
            // Of an update of 9 rows these are a third.
            loss.Begin(rowsOfUpdate: 9);
            loss.Share(batch).backward();
        }
        var (mine, projection) = (Values(states), Values(parameter));
        double Total(double[] ofStates, double[] ofProjection) => Weight * Expected(pooling, ofStates, ofProjection).Sum() / 9;
        Differences(Values(states.grad!), mine, changed => Total(changed, projection));
        Differences(Values(parameter.grad!), projection, changed => Total(mine, changed));
    }

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
            Compared = ComparedBy(pooling),
        };
        _ = batch.Answered(states);
        return batch;
    }

    private ComparedStates ComparedBy(TeacherPooling pooling)
    {
        var rows = Compared[pooling];
        var wanted = targets.narrow(0, 0, rows.Sum(row => row.Length)).clone().DetachFromDisposeScope();
        if (pooling != TeacherPooling.Tokens) return new ComparedStates(pooling == TeacherPooling.Mean ? Pooling.Mean : Pooling.FirstPosition, wanted);
        var pieces = rows.SelectMany(row => row).ToArray();
        return new ComparedStates(
            [.. Enumerable.Range(0, 6).Select(token => Array.FindIndex(pieces, piece => piece.Contains(token)))],
            [.. rows.SelectMany((row, number) => Enumerable.Repeat(number, row.Length))], rows.Length, wanted);
    }

    private double[] Expected(TeacherPooling pooling, double[] ofStates, double[] projection)
    {
        var tokens = ofStates.Chunk(4).ToArray();
        var wanted = new Queue<double[]>(Values(targets).Chunk(5));
        return [.. Compared[pooling].Select(row => row.Average(vector =>
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
