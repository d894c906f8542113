using System.Text.Json.Nodes;
using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Renamed;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests;

/// <summary>
/// The compiler and the runtime rooms know no architecture: one that shares no name with the published one, and has the same weights
/// under other names, gives the same bits.
/// </summary>
public class RenamedArchitectureTests
{
    private static readonly (string Published, string Renamed)[] Names =
    [
        ("embeddings.word_embeddings.", "ground.bricks."), ("embeddings.position_embeddings.", "ground.steps."),
        ("embeddings.token_type_embeddings.", "ground.sides."), ("embeddings.LayerNorm.", "ground.level."),
        ("encoder.layer.", "storeys.storey"),
        (".attention.self.query.", ".windows.gaze."), (".attention.self.key.", ".windows.sign."), (".attention.self.value.", ".windows.view."),
        (".attention.output.dense.", ".windows.frame."), (".attention.output.LayerNorm.", ".windows.sill."),
        (".intermediate.dense.", ".rooms.door."), (".output.dense.", ".rooms.exit."), (".output.LayerNorm.", ".rooms.floor."),
        ("pooler.dense.", "lantern.light."), ("classifier.", "verdict."),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Another_name_for_everything_gives_the_same_outputs_bit_for_bit(bool adapted)
    {
        using var folder = new TemporaryFolder();
        var published = new TinyBackbone(folder["published"], seed: 7);
        var renamed = Rename(published, folder["renamed"]);
        var inputs = WriteInputs(folder["inputs"]);
        var delta = adapted ? WriteDelta(folder["delta"]) : null;

        Run(adapted ? BertPasta.Definition : BertFull.Definition, published.Folder, "published");
        Run(adapted ? TowerPasta.Definition : TowerFull.Definition, renamed, "renamed");

        Assert.Equal(File.ReadAllBytes(folder["published.outputs"]), File.ReadAllBytes(folder["renamed.outputs"]));
        var (expected, found) = (TensorComparison.Read(folder["published.gradients"]), TensorComparison.Read(folder["renamed.gradients"]));
        Assert.Equal(expected.Keys.Select(Renamed).Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, tensor) in expected) Assert.Equal(tensor.Values, found[Renamed(name)].Values);

        void Run(ModelDefinition model, string backbone, string name) => ForwardRun.Execute(new()
        {
            Model = model,
            Backbone = backbone,
            Input = inputs,
            Delta = delta,
            Unbound = adapted,
            Output = folder[name + ".outputs"],
            Gradients = folder[name + ".gradients"],
        });
    }

    [Fact]
    public void Their_plans_differ_in_names_alone()
    {
        var (published, renamed) = (Shape(BertPasta.Definition), Shape(TowerPasta.Definition));
        Assert.Equal(
            published.Select(parameter => (parameter.CheckpointName is { } name ? Renamed(name) : null, parameter.State, parameter.Reason, parameter.Part, string.Join(',', parameter.Shape))),
            renamed.Select(parameter => (parameter.CheckpointName, parameter.State, parameter.Reason, parameter.Part, string.Join(',', parameter.Shape))));
        Assert.NotEqual(BertPasta.Definition.Facts.PlanHash, TowerPasta.Definition.Facts.PlanHash);
    }

    private static IReadOnlyList<PlannedParameter> Shape(ModelDefinition model) => model.Facts.Parameters(new(new()
    {
        ModelType = model.Facts.Architecture,
        HiddenSize = TinyBackbone.Hidden,
        LayerCount = TinyBackbone.Layers,
        HeadCount = TinyBackbone.Heads,
        IntermediateSize = TinyBackbone.Intermediate,
        VocabularySize = TinyBackbone.Words,
        PositionCount = TinyBackbone.Positions,
        TokenTypeCount = TinyBackbone.Types,
    }, TinyBackbone.Labels));

    internal static string Renamed(string name)
    {
        foreach (var (published, renamed) in Names) name = name.Replace(published, renamed, StringComparison.Ordinal);
        return name.StartsWith("bert.", StringComparison.Ordinal) ? string.Concat("tower.", name.AsSpan("bert.".Length)) : name;
    }

    internal static string Rename(TinyBackbone published, string folder)
    {
        Directory.CreateDirectory(folder);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(published.Folder, "config.json")))!;
        config["model_type"] = "tower";
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
        TinyBackbone.Write(Path.Combine(folder, "model.safetensors"), TinyBackbone.Shapes().Select(item =>
            (item.Name.StartsWith("classifier", StringComparison.Ordinal) ? Renamed(item.Name) : "tower." + Renamed(item.Name), item.Shape, published.Weights[item.Name])));
        return folder;
    }

    private static string WriteDelta(string path)
    {
        var random = new Random(8);
        double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)(random.NextDouble() - 0.5))];
        TinyBackbone.Write(path, [
            ("vectors", [TinyBackbone.Layers, TinyBackbone.Occurrences, TinyBackbone.Hidden], Values(TinyBackbone.Layers * TinyBackbone.Occurrences * TinyBackbone.Hidden)),
            ("head.weight", [TinyBackbone.Labels, TinyBackbone.Hidden], Values(TinyBackbone.Labels * TinyBackbone.Hidden)),
            ("head.bias", [TinyBackbone.Labels], Values(TinyBackbone.Labels))]);
        return path;
    }

    private static string WriteInputs(string path)
    {
        using var scope = NewDisposeScope();
        KeyValuePair<string, Tensor> Rows(string name, params long[] values) => new(name, tensor(values, [2, values.Length / 2]));
        SafetensorsWriter.Write(path, [
            Rows("input_ids", 1, 5, 6, 2, 7, 8, 2, 1, 9, 4, 10, 2, 0, 0), Rows("attention_mask", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0),
            Rows("token_type_ids", 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0), Rows("special_ordinal", 1, 0, 0, 2, 0, 0, 3, 1, 0, 0, 0, 2, 0, 0),
            new("labels", tensor([2L, 1L]))]);
        return path;
    }
}
