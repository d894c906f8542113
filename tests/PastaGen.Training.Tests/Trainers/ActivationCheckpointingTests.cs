using PastaGen.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class ActivationCheckpointingTests : IDisposable
{
    private const int Updates = 3;
    private readonly TemporaryFolder folder = new();
    private readonly BackboneFolder backbone;

    public ActivationCheckpointingTests() => backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));

    public static TheoryData<string, Precision> Models => new()
    {
        { "pasta", Precision.Fp32 }, { "full", Precision.Fp32 }, { "head-only", Precision.Fp32 }, { "pasta", Precision.Bf16 }, { "full", Precision.Bf16 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Losses_gradients_and_parameters_have_the_same_bits_with_dropout_and_micro_batches(string adaptation, Precision precision)
    {
        var (plain, plainCalls) = Train(adaptation, precision, checkpointing: false);
        var (found, calls) = Train(adaptation, precision, checkpointing: true);

        Assert.Equal(plain, found);
        // Each layer runs a second time where something in it or below it is trained, and else never.
        Assert.Equal(plainCalls * (adaptation == "head-only" ? 1 : 2), calls);
    }

    [Fact]
    public void Live_tensors_stay_flat_over_a_thousand_updates()
    {
        using var model = Load("pasta", Precision.Fp32);
        using var loop = new TrainingLoop(model.Model, new TrainingOptions { LearningRate = 1e-3, ActivationCheckpointing = true }, totalSteps: 1_010);
        using var batch = Batch(0, 2);
        for (var step = 0; step < 10; step++) loop.Step([batch]);
        var before = LiveTensors.Count();
        for (var step = 0; step < 1_000; step++) loop.Step([batch]);

        Assert.Equal(before, LiveTensors.CountUncollected());
    }

    [Fact]
    public void The_estimate_of_the_memory_is_that_of_one_layer_and_the_inputs_of_all()
    {
        using var full = Load("full", Precision.Fp32);
        using var head = Load("head-only", Precision.Fp32);
        var config = full.Config;
        const long Tokens = 1_000;
        long hidden = config.HiddenSize, layer = (7 * hidden) + (2 * config.IntermediateSize);

        Assert.Equal(
            Tokens * sizeof(float) * ((config.LayerCount * layer) - layer - (config.LayerCount * hidden)),
            MemoryEstimate.Of(full, Tokens, checkpointing: false).Total - MemoryEstimate.Of(full, Tokens, checkpointing: true).Total);
        Assert.Equal(MemoryEstimate.Of(head, Tokens, checkpointing: false), MemoryEstimate.Of(head, Tokens, checkpointing: true));
    }

    [Fact]
    public void It_is_a_setting_of_the_loop_and_not_of_the_model()
    {
        using var model = Load("pasta", Precision.Fp32);
        using (new TrainingLoop(model.Model, new TrainingOptions { ActivationCheckpointing = true }, totalSteps: 1)) Assert.True(model.Model.ActivationCheckpointing);
        using (new TrainingLoop(model.Model, new TrainingOptions(), totalSteps: 1)) Assert.False(model.Model.ActivationCheckpointing);
    }

    public void Dispose()
    {
        backbone.Dispose();
        folder.Dispose();
    }

    private LoadedModel Load(string adaptation, Precision precision, Action? onLayer = null)
    {
        var plan = adaptation switch { "pasta" => HandBertPlan.Pasta, "full" => HandBertPlan.Full, _ => HandBertPlan.HeadOnly };
        var counted = new ModelDefinition(plan.Facts, shape => new CountingBert(plan.Facts, shape, onLayer));
        return BackboneLoader.Load(counted, backbone, new LoadOptions { Labels = ["bad", "good"], Dropout = 0.3, Seed = 1, Precision = precision });
    }

    private (List<float[]> Bits, int Calls) Train(string adaptation, Precision precision, bool checkpointing)
    {
        var calls = 0;
        using var model = Load(adaptation, precision, () => calls++);
        // The norm of gradients would hide what clipping evens out.
        using var loop = new TrainingLoop(model.Model, new TrainingOptions { LearningRate = 0.01, MaxGradNorm = 0, ActivationCheckpointing = checkpointing }, Updates);
        using TokenBatch first = Batch(0, 3), second = Batch(3, 1);
        var bits = new List<float[]>();
        for (var update = 0; update < Updates; update++)
        {
            var result = loop.Step([first, second]);
            bits.Add([(float)result.Loss, (float)result.GradientNorm, .. model.Model.TrainedTensors().SelectMany(tensor => tensor.Parameter.grad?.to(ScalarType.Float32).data<float>().ToArray() ?? [])]);
        }
        bits.AddRange(model.Model.TrainedTensors().Select(tensor => tensor.Parameter.to(ScalarType.Float32).data<float>().ToArray()));
        return (bits, calls);
    }

    private TokenBatch Batch(int start, int rows)
    {
        (string Text, int Label)[] all = [("good film", 1), ("it was very very bad", 0), ("not good", 0), ("fine", 1)];
        var chosen = all.Skip(start).Take(rows).ToArray();
        return new BatchCollator(backbone.ConfigOf(HandBertPlan.Pasta.Facts), CPU).Collate([.. chosen.Select(row => backbone.Text.Encode(row.Text))], [.. chosen.Select(row => row.Label)]);
    }

    private sealed class CountingBert(ModelFacts facts, ModelShape shape, Action? onLayer) : HandBert(facts, shape)
    {
        protected override Tensor Layer(int layer, Tensor hidden, PackedRows rows)
        {
            onLayer?.Invoke();
            return base.Layer(layer, hidden, rows);
        }
    }
}
