using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Low-rank updates in blocks that state their flow: three projections in one matrix, windows and gates.</summary>
public class LoraOfPackedProjectionsTests
{
    private const int Rank = 2;

    private static readonly PlainBatch Batch = new(
        Ids: [[1, 5, 6, 2, 7, 8, 2], [1, 9, 4, 10, 2, 0, 0], [1, 3, 0, 0, 5, 2, 0]],
        Mask: [[1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 1, 1, 0]],
        Types: [[0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]],
        Ordinals: [[1, 0, 0, 2, 0, 0, 3], [1, 0, 0, 0, 2, 0, 0], [1, 0, 0, 0, 0, 2, 0]],
        Labels: [2, 0, 1]);

    [Theory]
    [InlineData(Site.Query | Site.Value, false)]
    [InlineData(Site.Linears, false)]
    [InlineData(Site.Linears, true)]
    public void Outputs_and_gradients_are_the_formulas(Site sites, bool logitsOnly)
    {
        using var folder = new TemporaryFolder();
        var weights = PlainRotaryEncoder.Write(folder["backbone"], seed: 21);
        var trained = SaveRandomDelta(folder, sites);
        ForwardRun.Execute(new ForwardRequest
        {
            Model = ModernbertLora.Definition,
            Backbone = folder["backbone"],
            Input = PlainInputs.Write(folder["inputs"], Batch),
            Output = folder["outputs"],
            Gradients = folder["gradients"],
            Delta = folder["delta"],
            LogitsOnly = logitsOnly,
        });

        foreach (var (name, values) in trained.Where(each => each.Key.StartsWith("head.", StringComparison.Ordinal)))
            weights[name.Replace("head.output.", "classifier.", StringComparison.Ordinal)] = values;
        var reference = new PlainRotaryEncoder(weights) { Update = LowRank.Update(trained, 16.0 / Rank) };
        TensorComparison.Holds(folder["outputs"], reference.Outputs(Batch, logitsOnly), Tolerances.Outputs, Batch);
        TensorComparison.Holds(
            folder["gradients"], trained.ToDictionary(each => each.Key, each => FiniteDifferences.Of(each.Value, () => reference.Loss(Batch))), Tolerances.FiniteDifferences);
    }

    private static Dictionary<string, double[]> SaveRandomDelta(TemporaryFolder folder, Site sites)
    {
        using var opened = BackboneFolder.Open(folder["backbone"]);
        using var loaded = BackboneLoader.Load(ModernbertLora.Definition, opened, new LoadOptions
        {
            LabelCount = TinyBackbone.Labels,
            HeadFromFile = false,
            Settings = new Dictionary<string, double> { ["lora.rank"] = Rank, ["lora.sites"] = (double)sites },
        });
        AdaptationTests.Randomize(loaded, new Random(22));
        DeltaFile.Save(folder["delta"], loaded);
        return TensorComparison.Read(folder["delta"]).ToDictionary(each => each.Key, each => each.Value.Values);
    }
}
