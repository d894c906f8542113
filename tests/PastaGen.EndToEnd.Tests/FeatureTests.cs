using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Testing;
using PastaGen.Text;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests;

/// <summary>Features against their closed formula over hidden states: the mean over tokens or the first position, divided by its length.</summary>
public sealed class FeatureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [SharedDataTheory]
    [InlineData("bert-seq", nameof(BertFeatures), true)]
    [InlineData("bert-seq", nameof(BertFirstPositionFeatures), false)]
    [InlineData("roberta-seq", nameof(RobertaFeatures), true)]
    [InlineData("roberta-seq", nameof(RobertaFirstPositionFeatures), false)]
    [InlineData("modernbert-seq", nameof(ModernbertFeatures), true)]
    [InlineData("modernbert-seq", nameof(ModernbertFirstPositionFeatures), false)]
    [InlineData("mpnet-seq", nameof(MpnetFeatures), true)]
    [InlineData("mpnet-seq", nameof(MpnetFirstPositionFeatures), false)]
    public void Features_are_the_pooled_recorded_states(string golden, string model, bool mean)
    {
        string Golden(string file) => SharedData.Path("goldens", "models", golden, $"{file}.safetensors");
        var states = Read(Golden("outputs"), "hidden_states.3");
        using (var weights = SafetensorsFile.Open(Golden("model")))
            if (weights.Contains("model.final_norm.weight"))
                states = nn.functional.layer_norm(states, [states.shape[2]], weights.Load("model.final_norm.weight", ScalarType.Float32, CPU), eps: 1e-5);
        var mask = Read(Golden("inputs"), "attention_mask");

        // What stands at a masked position is not defined.
        var rows = mean ? ones(mask.shape[0]).to(ScalarType.Bool) : mask.select(1, 0).to(ScalarType.Bool);
        var expected = Normalized(mean ? Mean(states, mask) : states.select(1, 0))[rows];
        foreach (var logitsOnly in new[] { true, false })
        {
            Forward(CompiledModels.All.Single(entry => entry.Facts.Name == model), SharedData.Path("goldens", "models", golden), Golden("inputs"), logitsOnly);
            Near(expected, Read(folder["outputs"], "logits")[rows]);
        }
    }

    [Fact]
    public void Padding_on_either_side_and_rows_without_tokens_do_not_count()
    {
        var backbone = new TinyBackbone(folder["backbone"], seed: 5);
        var mask = Input([[1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]]);
        Forward(BertFeatures.Definition, backbone.Folder, folder["inputs"], logitsOnly: false);
        var expected = Normalized(Mean(Read(folder["outputs"], $"hidden_states.{TinyBackbone.Layers}"), mask));
        Near(expected, Read(folder["outputs"], "logits"));
        Assert.Equal(new float[TinyBackbone.Hidden], Read(folder["outputs"], "logits")[3].data<float>().ToArray());
        Assert.DoesNotContain("loss", TensorComparison.Read(folder["outputs"]).Keys);
    }

    [Fact]
    public void A_models_own_architecture_gives_features_without_declaring_a_head_for_them()
    {
        OwnArchitectureTests.Backbone(folder["backbone"], seed: 6);
        var mask = Input([[1, 1, 1, 1], [1, 1, 1, 0]]);
        Forward(UserArchitecture.MillFeatures.Definition, folder["backbone"], folder["inputs"], logitsOnly: false);
        Near(Mean(Read(folder["outputs"], $"hidden_states.{TinyBackbone.Layers}"), mask), Read(folder["outputs"], "logits"));
    }

    [Fact]
    public void There_is_nothing_to_learn_and_nothing_that_was_learned()
    {
        var backbone = new TinyBackbone(folder["backbone"], seed: 5);
        Input([[1, 1, 1, 1]]);
        using (var opened = BackboneFolder.Open(backbone.Folder))
        using (var loaded = BackboneLoader.Load(BertFeatures.Definition, opened))
        {
            Assert.Empty(loaded.Model.TrainedTensors());
            Assert.Empty(loaded.Model.ParameterGroups(new OptimizerSettings()));
            Assert.All(loaded.Model.parameters(), parameter => Assert.False(parameter.requires_grad));
        }
        var request = Request(BertFeatures.Definition, backbone.Folder, folder["inputs"]);
        Assert.Equal(
            "gradients need a loss, but BertFeatures gives features, which have none",
            Assert.Throws<BadInputException>(() => ForwardRun.Execute(request with { Gradients = folder["gradients"] })).Message);
        TinyBackbone.Write(folder["delta"], [("head.bias", [1], [0])]);
        Assert.EndsWith(
            "BertFeatures gives features of its backbone alone and takes no delta",
            Assert.Throws<BadInputException>(() => ForwardRun.Execute(request with { Delta = folder["delta"], Unbound = true })).Message, StringComparison.Ordinal);
    }

    // The mask as [batch, sequence].
    private Tensor Input(long[][] mask)
    {
        var shape = new long[] { mask.Length, mask[0].Length };
        var masks = tensor([.. mask.SelectMany(row => row)], shape);
        var ids = tensor([.. Enumerable.Range(0, mask.Length * mask[0].Length).Select(place => 1L + (place * 7 % (TinyBackbone.Words - 1)))], shape);
        SafetensorsWriter.Write(folder["inputs"], [new("input_ids", ids), new("attention_mask", masks), new("labels", zeros(mask.Length, dtype: ScalarType.Int64))]);
        return masks.to(ScalarType.Float32);
    }

    private void Forward(ModelDefinition model, string backbone, string input, bool logitsOnly) =>
        ForwardRun.Execute(Request(model, backbone, input) with { LogitsOnly = logitsOnly });

    private ForwardRequest Request(ModelDefinition model, string backbone, string input) =>
        new() { Model = model, Backbone = backbone, Input = input, Output = folder["outputs"] };

    private static Tensor Read(string path, string name)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Load(name, ScalarType.Float32, CPU);
    }

    private static Tensor Mean(Tensor states, Tensor mask) => (states * mask.unsqueeze(2)).sum(1) / mask.sum(1, keepdim: true).clamp(min: 1);

    private static Tensor Normalized(Tensor vectors) => vectors / vectors.square().sum(1, keepdim: true).sqrt().clamp(min: 1e-12);

    private static void Near(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).norm().item<float>() / expected.norm().item<float>(), 0, Tolerances.Outputs);
    }
}
