using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Modules;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests;

/// <summary>What the plan makes needless is not computed and not kept: padding, gradients of frozen weights, positions that no head reads.</summary>
public sealed class NeedlessWorkTests : IDisposable
{
    private const int Rows = 3, Tokens = 9;
    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly BackboneFolder backbone;
    private readonly TokenBatch batch;

    public NeedlessWorkTests()
    {
        backbone = BackboneFolder.Open(new TinyBackbone(folder["backbone"], seed: 1).Folder);
        SafetensorsWriter.Write(folder["inputs"], [
            new("input_ids", tensor([1L, 5, 6, 2, 1, 2, 0, 0, 1, 7, 2, 0], [Rows, 4])),
            new("attention_mask", tensor([1L, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0], [Rows, 4])),
            new("special_ordinal", tensor([1L, 0, 0, 2, 1, 2, 0, 0, 1, 0, 2, 0], [Rows, 4])),
            new("labels", tensor([0L, 1, 2]))]);
        using var file = SafetensorsFile.Open(folder["inputs"]);
        batch = new TensorFileBatch(file, backbone.ConfigOf(BertPasta.Definition.Facts), CPU).Read(TinyBackbone.Occurrences, () => throw new InvalidOperationException(), TinyBackbone.Labels);
    }

    [Fact]
    public void No_state_holds_padding()
    {
        using var loaded = Load(BertPasta.Definition);
        var model = (BertPasta)loaded.Model;
        Assert.Equal([Tokens, TinyBackbone.Hidden], model.Embeddings.forward(batch).shape);
        Assert.Equal([Tokens, TinyBackbone.Hidden], model.Layers[0].forward(model.Embeddings.forward(batch), batch.Rows, false).shape);
    }

    [Fact]
    public void Nothing_before_the_first_vector_is_kept_for_the_gradient()
    {
        using var loaded = Load(BertPasta.Definition);
        var model = (BertPasta)loaded.Model;
        model.train();
        var hidden = model.Embeddings.forward(batch);
        Assert.False(hidden.requires_grad);
        Assert.True(model.Pasta.forward(hidden, new SiteContext(Site.LayerInput, 0, batch)).requires_grad);
    }

    [Fact]
    public void Nothing_before_the_head_is_kept_where_the_head_alone_is_trained()
    {
        using var loaded = Load(BertHeadOnly.Definition);
        loaded.Model.train();
        using var output = loaded.Model.forward(batch);
        Assert.False(output.PooledOutput!.requires_grad);
        Assert.True(output.Logits!.requires_grad);
    }

    [Fact]
    public void The_last_layer_answers_for_the_rows_first_tokens_alone_with_the_same_states()
    {
        using var loaded = Load(BertPasta.Definition);
        var model = (BertPasta)loaded.Model;
        var hidden = model.Embeddings.forward(batch);
        var all = model.Layers[^1].forward(hidden, batch.Rows, false);
        var first = model.Layers[^1].forward(hidden, batch.Rows, true);
        Assert.Equal([Rows, TinyBackbone.Hidden], first.shape);
        Assert.True(first.allclose(batch.Rows.First(all), rtol: 1e-5, atol: 1e-6));
    }

    [Fact]
    public void Frozen_weights_get_no_gradient()
    {
        using var loaded = Load(BertPasta.Definition);
        loaded.Model.train();
        using var output = loaded.Model.forward(batch);
        loaded.Model.Loss(output.Logits!, batch.Labels!).backward();
        var trained = loaded.Model.TrainedTensors().Select(tensor => tensor.Parameter).ToArray();
        Assert.All(trained, parameter => Assert.NotNull(parameter.grad));
        Assert.All(loaded.Model.parameters().Except(trained), parameter => Assert.Null(parameter.grad));
    }

    [Theory]
    [InlineData(nameof(BertPasta))]
    [InlineData(nameof(BertFull))]
    [InlineData(nameof(BertHeadOnly))]
    public void Activation_checkpointing_changes_no_bit_of_an_emitted_model(string name)
    {
        Assert.Equal(Bits(false), Bits(true));

        List<float[]> Bits(bool checkpointing)
        {
            using var loaded = Load(CompiledModels.All.Single(model => model.Facts.Name == name), dropout: 0.2);
            using var loop = new TrainingLoop(loaded.Model, new TrainingOptions { LearningRate = 0.01, ActivationCheckpointing = checkpointing }, totalSteps: 2);
            var bits = new List<float[]>();
            for (var update = 0; update < 2; update++) bits.Add([(float)loop.Step([batch, batch]).Loss]);
            foreach (var tensor in loaded.Model.TrainedTensors())
            {
                bits.Add(tensor.Parameter.grad!.data<float>().ToArray());
                bits.Add(tensor.Parameter.data<float>().ToArray());
            }
            return bits;
        }
    }

    public void Dispose()
    {
        batch.Dispose();
        backbone.Dispose();
        scope.Dispose();
        folder.Dispose();
    }

    private LoadedModel Load(ModelDefinition definition, double? dropout = null) => BackboneLoader.Load(definition, backbone, new LoadOptions
    {
        LabelCount = TinyBackbone.Labels,
        HeadFromFile = false,
        Dropout = dropout,
        Settings = definition.Facts.OpenSettings.ToDictionary(setting => setting.Key, _ => (double)TinyBackbone.Occurrences),
    });
}
