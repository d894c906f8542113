using PastaGen.Models;
using PastaGen.Testing;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Adapters with a bottleneck as the Python library computed them.</summary>
public class GoldenBottleneckTests
{
    [SharedDataTheory]
    [InlineData("bert-seq-pfeiffer", nameof(BertPfeiffer), 4)]
    [InlineData("bert-seq-pfeiffer-relu-no-ln", nameof(BertPfeiffer), 8, "readsNormed", 0)]
    [InlineData("bert-seq-houlsby", nameof(BertHoulsby), 4, "activation", (double)Activation.Silu)]
    [InlineData("bert-seq-parallel", nameof(BertParallelAdapter), 4)]
    [InlineData("bert-seq-parallel-scaled", nameof(BertParallelAdapter), 4, "learnsScale", 1)]
    [InlineData("roberta-seq-pfeiffer", nameof(RobertaPfeiffer), 4)]
    [InlineData("roberta-seq-pfeiffer-relu-no-ln", nameof(RobertaPfeiffer), 8, "readsNormed", 0)]
    [InlineData("roberta-seq-houlsby", nameof(RobertaHoulsby), 4, "activation", (double)Activation.Silu)]
    [InlineData("roberta-seq-parallel", nameof(RobertaParallelAdapter), 4)]
    [InlineData("roberta-seq-parallel-scaled", nameof(RobertaParallelAdapter), 4, "learnsScale", 1)]
    public void Recorded_tensors_give_the_recorded_answers_and_gradients(string golden, string model, int reduction, string? setting = null, double value = 0)
    {
        var family = golden.Split('-')[0];
        var id = CompiledModels.All.Single(each => each.Facts.Name == model).Facts.Adaptations.Single();
        var settings = new Dictionary<string, double> { [$"{id}.reduction"] = reduction };
        if (setting is not null) settings[$"{id}.{setting}"] = value;
        new RecordedAdaptation(SharedData.Path("goldens", "adapters", golden), name => [Named(family, name)])
            .Holds(model, SharedData.Path("goldens", "adapters", $"base-{family}-seq"), settings);
    }

    // The library holds an adapter beside the linear behind which it stands, and what narrows as the first of several modules.
    internal static string Named(string family, string deltaName) => $"{family}.{deltaName}"
        .Replace("output.dense.", "output.adapters.a.", StringComparison.Ordinal).Replace("adapter_down.", "adapter_down.0.", StringComparison.Ordinal);
}
