using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class TrainingLoopTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly BackboneFolder backbone;

    public TrainingLoopTests() => backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));

    [Theory]
    [InlineData("pasta")]
    [InlineData("head-only")]
    public void Frozen_weights_get_no_gradient_and_do_not_change(string adaptation)
    {
        using var model = Load(adaptation == "pasta" ? HandBertPlan.Pasta : HandBertPlan.HeadOnly);
        var frozen = ((HandBert)model.Model).FrozenParameters.ToArray();
        var before = frozen.Select(parameter => parameter.data<float>().ToArray()).ToArray();
        var trained = model.Model.TrainedTensors().ToDictionary(tensor => tensor.DeltaName, tensor => tensor.Parameter.data<float>().ToArray());
        using var loop = new TrainingLoop(model.Model, new TrainingOptions { LearningRate = 0.1 }, totalSteps: 2);
        Step(loop);

        Assert.NotEmpty(frozen);
        Assert.All(frozen, parameter => Assert.Null(parameter.grad));
        Assert.Equal(before, frozen.Select(parameter => parameter.data<float>().ToArray()));
        foreach (var tensor in model.Model.TrainedTensors())
            Assert.NotEqual(trained[tensor.DeltaName], tensor.Parameter.data<float>().ToArray());
    }

    [Fact]
    public void Equal_seeds_give_equal_bits_with_dropout_and_other_seeds_do_not()
    {
        var first = Train(seed: 3);
        _ = rand(100);
        Assert.Equal(first, Train(seed: 3));
        Assert.NotEqual(first[^1], Train(seed: 4)[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cutting_an_update_into_micro_batches_changes_nothing_but_rounding(int rowsPerMicroBatch)
    {
        var (wholeLoss, whole) = Split(rowsPerMicroBatch: 4);
        var (loss, parameters) = Split(rowsPerMicroBatch);

        Assert.Equal(wholeLoss, loss, 1e-6 * wholeLoss);
        for (var tensor = 0; tensor < whole.Length; tensor++)
            for (var i = 0; i < whole[tensor].Length; i++)
                Assert.Equal(whole[tensor][i], parameters[tensor][i], 1e-6);
    }

    // AdamW's first update has the size of the learning rate in each element whatever the gradient's size (beyond epsilon); the second needs the moments.
    [Fact]
    public void Updates_follow_the_recurrences_of_AdamW_with_clipping_schedule_decay_and_head_rate()
    {
        using var model = Load(HandBertPlan.HeadOnly, dropout: 0);
        var options = new TrainingOptions { LearningRate = 0.5, HeadLearningRate = 0.01, WeightDecay = 0.1, MaxGradNorm = 0.05, WarmupSteps = 1 };
        using var loop = new TrainingLoop(model.Model, options, totalSteps: 4);
        var parameters = model.Model.TrainedTensors().Select(tensor => tensor.Parameter).ToArray();
        var expected = parameters.Select(parameter => parameter.data<float>().ToArray().Select(value => (double)value).ToArray()).ToArray();
        var first = expected.Select(values => new double[values.Length]).ToArray();
        var second = expected.Select(values => new double[values.Length]).ToArray();
        double[] rates = [0, 0.01, 0.01 * 2 / 3, 0.01 / 3];
        for (var step = 1; step <= 4; step++)
        {
            var result = Step(loop);
            var gradients = parameters.Select(parameter => parameter.grad!.data<float>().ToArray()).ToArray();
            var norm = Math.Sqrt(gradients.Sum(gradient => gradient.Sum(value => (double)value * value)));
            Assert.Equal(0.05, norm, 1e-5);                    // what the optimizer saw was clipped
            Assert.True(result.GradientNorm > 0.05, "the norm that is reported is the one before clipping");
            for (var tensor = 0; tensor < expected.Length; tensor++)
                for (var i = 0; i < expected[tensor].Length; i++)
                {
                    double gradient = gradients[tensor][i];
                    first[tensor][i] = (0.9 * first[tensor][i]) + (0.1 * gradient);
                    second[tensor][i] = (0.999 * second[tensor][i]) + (0.001 * gradient * gradient);
                    var mean = first[tensor][i] / (1 - Math.Pow(0.9, step));
                    var root = Math.Sqrt(second[tensor][i] / (1 - Math.Pow(0.999, step)));
                    expected[tensor][i] = (expected[tensor][i] * (1 - (rates[step - 1] * 0.1))) - (rates[step - 1] * mean / (root + 1e-8));
                    Assert.Equal(expected[tensor][i], parameters[tensor].data<float>()[i], 1e-6);
                }
        }
    }

    [Fact]
    public void Without_clipping_the_norm_is_measured_and_gradients_stay_as_they_are()
    {
        using var model = Load(HandBertPlan.HeadOnly, dropout: 0);
        using var loop = new TrainingLoop(model.Model, new TrainingOptions { MaxGradNorm = 0 }, totalSteps: 1);
        var result = Step(loop);

        var norm = Math.Sqrt(model.Model.TrainedTensors().Sum(tensor => tensor.Parameter.grad!.data<float>().ToArray().Sum(value => (double)value * value)));
        Assert.Equal(norm, result.GradientNorm, 1e-5 * norm);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_before_the_update_and_names_it()
    {
        using var model = Load(HandBertPlan.Pasta);
        using var loop = new TrainingLoop(model.Model, new TrainingOptions { LearningRate = 0.1 }, totalSteps: 3);
        Step(loop);
        var vectors = model.Model.TrainedTensors().First().Parameter;
        using (no_grad()) vectors.fill_(float.NaN);
        var head = model.Model.TrainedTensors().Last().Parameter.data<float>().ToArray();

        var error = Assert.Throws<NonFiniteException>(() => Step(loop));

        Assert.Contains("the loss of update 2 is NaN; training stopped before that update", error.Message, StringComparison.Ordinal);
        Assert.Equal(head, model.Model.TrainedTensors().Last().Parameter.data<float>().ToArray());
        Assert.Equal(1, loop.CompletedSteps);
    }

    [Fact]
    public void A_stop_between_micro_batches_leaves_the_last_whole_update()
    {
        using var model = Load(HandBertPlan.Pasta);
        using var loop = new TrainingLoop(model.Model, new TrainingOptions(), totalSteps: 3);
        using var batch = Batch(0, 4);
        using var source = new CancellationTokenSource();
        var before = model.Model.TrainedTensors().Last().Parameter.data<float>().ToArray();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => loop.Step([batch], source.Token));
        Assert.Equal(before, model.Model.TrainedTensors().Last().Parameter.data<float>().ToArray());
        Assert.Equal(0, loop.CompletedSteps);
    }

    [Fact]
    public void A_model_without_anything_to_train_or_without_a_head_is_refused()
    {
        using var nothing = BackboneLoader.Load(HandBertPlan.HeadOnly, backbone);
        using var headless = BackboneLoader.Load(HandBertPlan.Pasta, backbone);
        using var loop = new TrainingLoop(headless.Model, new TrainingOptions(), totalSteps: 1);

        Assert.Contains("HandHeadOnly has no parameter to train", Assert.Throws<BadInputException>(() => new TrainingLoop(nothing.Model, new TrainingOptions(), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("has no head to train", Assert.Throws<BadInputException>(() => Step(loop)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Live_tensors_stay_flat_over_ten_thousand_updates()
    {
        using var model = Load(HandBertPlan.HeadOnly);
        using var loop = new TrainingLoop(model.Model, new TrainingOptions { LearningRate = 1e-3 }, totalSteps: 10_000, [1, 2]);
        using var batch = Batch(0, 1);
        for (var step = 0; step < 10; step++) loop.Step([batch]);
        var before = LiveTensors.Count();
        for (var step = 0; step < 9_990; step++) loop.Step([batch]);

        Assert.Equal(before, LiveTensors.CountUncollected());
    }

    [Fact]
    public void Live_tensors_stay_flat_over_two_hundred_updates()
    {
        using var model = Load(HandBertPlan.Pasta);
        using var loop = new TrainingLoop(model.Model, new TrainingOptions { LearningRate = 1e-3 }, totalSteps: 210);
        using var batch = Batch(0, 4);
        for (var step = 0; step < 10; step++) loop.Step([batch, batch]);
        var before = LiveTensors.Count();
        for (var step = 0; step < 200; step++) loop.Step([batch, batch]);

        Assert.Equal(before, LiveTensors.CountUncollected());
    }

    public void Dispose()
    {
        backbone.Dispose();
        folder.Dispose();
    }

    private LoadedModel Load(ModelDefinition definition, double? dropout = null, long seed = 42) =>
        BackboneLoader.Load(definition, backbone, new LoadOptions { Labels = ["bad", "good"], Dropout = dropout, Seed = seed });

    // Rows of different lengths, so that padding and shares differ from cut to cut.
    private TokenBatch Batch(int start, int rows)
    {
        (string Text, int Label)[] all = [("good film", 1), ("it was very very bad", 0), ("not good", 0), ("fine", 1)];
        var chosen = all.Skip(start).Take(rows).ToArray();
        return new BatchCollator(backbone.ConfigOf(HandBertPlan.Pasta.Facts), CPU).Collate([.. chosen.Select(row => backbone.Text.Encode(row.Text))], [.. chosen.Select(row => row.Label)]);
    }

    private StepResult Step(TrainingLoop loop)
    {
        using var batch = Batch(0, 4);
        return loop.Step([batch]);
    }

    private float[][] Train(long seed)
    {
        using var model = Load(HandBertPlan.Full, dropout: 0.3, seed: 1);
        using var loop = new TrainingLoop(model.Model, new TrainingOptions { LearningRate = 0.01, Seed = seed }, totalSteps: 5);
        for (var step = 0; step < 5; step++) Step(loop);
        return [.. model.Model.TrainedTensors().Select(tensor => tensor.Parameter.data<float>().ToArray())];
    }

    private (double Loss, float[][] Parameters) Split(int rowsPerMicroBatch)
    {
        using var model = Load(HandBertPlan.Pasta, dropout: 0);
        // Epsilon-free Adam would turn rounding of tiny gradients into whole steps; a small rate keeps what is compared the update itself.
        using var loop = new TrainingLoop(model.Model, new TrainingOptions { LearningRate = 1e-3, LearningRateSchedule = LearningRateSchedule.Constant }, totalSteps: 1);
        var batches = Enumerable.Range(0, 4).Chunk(rowsPerMicroBatch).Select(part => Batch(part[0], part.Length)).ToArray();
        var result = loop.Step(batches);
        foreach (var batch in batches) batch.Dispose();
        return (result.Loss, [.. model.Model.TrainedTensors().Select(tensor => tensor.Parameter.data<float>().ToArray())]);
    }
}
