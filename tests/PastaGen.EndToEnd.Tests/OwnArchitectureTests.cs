using System.Text.Json.Nodes;
using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Training;
using PastaGen.UserArchitecture;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests;

/// <summary>
/// An architecture of a user's own, every block of a kind of the user's own, against loops that compute the same: outputs, gradients, the plan's
/// parameters.
/// </summary>
public class OwnArchitectureTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Every_output_and_every_gradient_of_full_fine_tuning_is_the_references(int seed, bool logitsOnly)
    {
        using var folder = new TemporaryFolder();
        var weights = Backbone(folder["backbone"], seed);
        ForwardRun.Execute(Request(MillFull.Definition, folder) with { LogitsOnly = logitsOnly });

        TensorComparison.Holds(folder["outputs"], Outputs(new PlainMill(weights), logitsOnly), Tolerances.Outputs, PlainReferenceTests.Mixed);
        var expected = PlainMill.Shapes().ToDictionary(item => InFile(item.Name), item =>
            FiniteDifferences.Of(weights[item.Name], () => new PlainMill(weights).Loss(PlainReferenceTests.Mixed)));
        // The padding word's row has no gradient.
        Array.Clear(expected["mill.hopper.grain.weight"], 0, TinyBackbone.Hidden);
        TensorComparison.Holds(folder["gradients"], expected, Tolerances.FiniteDifferences);
    }

    [Fact]
    public void Adapted_special_tokens_enter_the_layers_as_in_any_architecture()
    {
        using var folder = new TemporaryFolder();
        var weights = Backbone(folder["backbone"], seed: 3);
        var random = new Random(4);
        double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)(random.NextDouble() - 0.5))];
        var vectors = Values(TinyBackbone.Layers * TinyBackbone.Occurrences * TinyBackbone.Hidden);
        weights["answer.weight"] = Values(TinyBackbone.Labels * TinyBackbone.Hidden);
        weights["answer.bias"] = Values(TinyBackbone.Labels);
        TinyBackbone.Write(folder["delta"], [
            ("vectors", [TinyBackbone.Layers, TinyBackbone.Occurrences, TinyBackbone.Hidden], vectors),
            ("head.weight", [TinyBackbone.Labels, TinyBackbone.Hidden], weights["answer.weight"]), ("head.bias", [TinyBackbone.Labels], weights["answer.bias"])]);
        ForwardRun.Execute(Request(MillPasta.Definition, folder) with { Delta = folder["delta"], Unbound = true });

        PlainMill Reference() => new(weights) { Vectors = vectors.Chunk(TinyBackbone.Hidden).Chunk(TinyBackbone.Occurrences).ToArray() };
        TensorComparison.Holds(folder["outputs"], Outputs(Reference(), logitsOnly: false), Tolerances.Outputs, PlainReferenceTests.Mixed);
        TensorComparison.Holds(folder["gradients"], new()
        {
            ["vectors"] = FiniteDifferences.Of(vectors, () => Reference().Loss(PlainReferenceTests.Mixed)),
            ["head.weight"] = FiniteDifferences.Of(weights["answer.weight"], () => Reference().Loss(PlainReferenceTests.Mixed)),
            ["head.bias"] = FiniteDifferences.Of(weights["answer.bias"], () => Reference().Loss(PlainReferenceTests.Mixed)),
        }, Tolerances.FiniteDifferences);
    }

    [Fact]
    public void The_plan_the_module_tree_and_the_delta_hold_the_same_parameters()
    {
        using var folder = new TemporaryFolder();
        Backbone(folder["backbone"], seed: 5);
        using var backbone = BackboneFolder.Open(folder["backbone"]);
        foreach (var definition in new[] { MillFull.Definition, MillPasta.Definition, MillMixed.Definition })
        {
            using var model = BackboneLoader.Load(definition, backbone, new LoadOptions { Labels = ["a", "b", "c"] });
            using var scope = NewDisposeScope();
            var plan = definition.Facts.Parameters(model.Model.Shape);
            Assert.Equal(
                plan.Select(parameter => $"{Registered(parameter.Name)} [{string.Join(", ", parameter.Shape)}]").Order(StringComparer.Ordinal),
                model.Model.state_dict().Select(pair => $"{pair.Key} [{string.Join(", ", pair.Value.shape)}]").Order(StringComparer.Ordinal));
            Assert.Equal(
                plan.Where(parameter => parameter.State != ParameterState.Frozen).Select(parameter => parameter.DeltaName).Order(),
                model.Model.TrainedTensors().Select(tensor => tensor.DeltaName).Order());
            Assert.Equal(PlainMill.Shapes().Select(item => item.Name).Order(), plan.Select(parameter => parameter.CheckpointName).OfType<string>().Order());
        }
    }

    [Fact]
    public void Layers_that_go_without_weights_train_none()
    {
        using var folder = new TemporaryFolder();
        Backbone(folder["backbone"], seed: 6);
        ForwardRun.Execute(Request(MillMixed.Definition, folder) with { LogitsOnly = true });
        Assert.Equal(
            ["answer.bias", "answer.weight", "mill.floors.1.mixer.back.bias", "mill.floors.1.mixer.back.weight", "mill.floors.1.mixer.even.bias",
                "mill.floors.1.mixer.even.weight", "mill.floors.1.mixer.factors.weight"],
            TensorComparison.Read(folder["gradients"]).Keys.Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, double[]> Outputs(PlainMill reference, bool logitsOnly)
    {
        var batch = PlainReferenceTests.Mixed;
        var rows = Enumerable.Range(0, batch.Ids.Length).ToArray();
        var outputs = new Dictionary<string, double[]>
        {
            ["logits"] = [.. rows.SelectMany(row => reference.Logits(batch, row))],
            ["pooler_output"] = [.. rows.SelectMany(row => reference.Pooled(batch, row))],
            ["loss"] = [reference.Loss(batch)],
        };
        for (var state = 0; state <= TinyBackbone.Layers && !logitsOnly; state++)
            outputs[$"hidden_states.{state}"] = [.. rows.SelectMany(row => reference.States(batch, row)[state].SelectMany(position => position))];
        return outputs;
    }

    private static ForwardRequest Request(ModelDefinition model, TemporaryFolder folder) => new()
    {
        Model = model,
        Backbone = folder["backbone"],
        Input = PlainInputs.Write(folder["inputs"], PlainReferenceTests.Mixed),
        Output = folder["outputs"],
        Gradients = folder["gradients"],
    };

    internal static Dictionary<string, double[]> Backbone(string folder, int seed)
    {
        var random = new Random(seed);
        var weights = PlainMill.Shapes().ToDictionary(item => item.Name, item => Enumerable.Range(0, item.Shape.Aggregate(1, (a, b) => a * b))
            .Select(_ => (double)(float)((item.Shape.Length == 1 && item.Name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0) + random.NextDouble() - 0.5)).ToArray());
        var other = new TinyBackbone(folder, seed);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(other.Folder, "config.json")))!;
        config["model_type"] = "mill";
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
        TinyBackbone.Write(Path.Combine(folder, "model.safetensors"), PlainMill.Shapes().Select(item => (InFile(item.Name), item.Shape, weights[item.Name])));
        return weights;
    }

    private static string InFile(string name) => name.StartsWith("answer", StringComparison.Ordinal) ? name : "mill." + name;

    private static string Registered(string name) => string.Join('.', name.Split('.').Select(part => char.ToLowerInvariant(part[0]) + part[1..]));
}
