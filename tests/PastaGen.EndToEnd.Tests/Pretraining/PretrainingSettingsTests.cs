using PastaGen.LibTorch;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests.Pretraining;

/// <summary>Settings reach the updates that they are for.</summary>
public sealed class PretrainingSettingsTests : IDisposable
{
    private readonly SmallPretraining small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void No_setting_is_taken_and_ignored()
    {
        // Few enough words for the vocabulary that some are of several tokens.
        var usual = small.Options with { VocabularySize = 50, MaxSteps = 3, WarmupRatio = 0 };
        var settings = new Dictionary<string, PretrainingOptions>
        {
            ["masked share"] = usual with { MaskedShare = 0.3 },
            ["whole words"] = usual with { WholeWords = true },
            ["dropout"] = usual with { Dropout = 0.3 },
            ["seed"] = usual with { Seed = 1 },
            ["batch tokens"] = usual with { BatchTokens = 96 },
            ["longest passage"] = usual with { MaxLength = 12 },
            ["learning rate"] = usual with { LearningRate = 1e-3 },
            ["schedule"] = usual with { LearningRateSchedule = LearningRateSchedule.Cosine },
            ["warm-up ratio"] = usual with { WarmupRatio = 0.3 },
            ["warm-up steps"] = usual with { WarmupSteps = 2 },
            ["weight decay"] = usual with { WeightDecay = 0.5 },
            ["first moment"] = usual with { AdamBeta1 = 0.5 },
            ["second moment"] = usual with { AdamBeta2 = 0.9 },
            ["epsilon"] = usual with { AdamEpsilon = 1e-2 },
            ["clipping"] = usual with { MaxGradNorm = 1e-3, AdamEpsilon = 1e-2 },
            ["stored type"] = usual with { Store = StoredType.Fp16 },
            ["steps"] = usual with { MaxSteps = 4 },
        };
        var seen = new Dictionary<string, string> { [Weights(usual)] = "the usual" };
        foreach (var (name, options) in settings)
            if (!seen.TryAdd(Weights(options), name)) Assert.Fail($"{name} changes nothing");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Deterministic_kernels_are_required_for_the_whole_run_where_they_are_asked_for(bool asked)
    {
        var seen = new HashSet<bool>();
        small.Run(small.Options with { MaxSteps = 1, Deterministic = asked, Teacher = small.Teacher() }, "run", progress: _ => seen.Add(Determinism.IsRequired));
        Assert.Equal([asked], seen);
        Assert.False(Determinism.IsRequired);
    }

    [Fact]
    public void Matrices_of_linears_decay_and_nothing_else()
    {
        // One update: whatever decay does is what differs.
        var options = small.Options with { MaxSteps = 1, WarmupRatio = 0, WeightDecay = 0 };
        small.Run(options, "without");
        small.Run(options with { WeightDecay = 0.5 }, "with");
        using var without = Open("without");
        using var with = Open("with");
        var decayed = without.Names.Where(name => !without.Bytes(name).SequenceEqual(with.Bytes(name)));
        Assert.Equal(
            ["head.dense.weight", .. Enumerable.Range(0, 2).SelectMany(layer => (string[])["attn.Wo", "attn.Wqkv", "mlp.Wi", "mlp.Wo"], (layer, name) => $"model.layers.{layer}.{name}.weight")],
            decayed.Order(StringComparer.Ordinal));
    }

    private string Weights(PretrainingOptions options)
    {
        small.Run(options with { Fresh = true }, "run");
        return small.Results("run").Backbone["model.safetensors"];
    }

    private SafetensorsFile Open(string run) => SafetensorsFile.Open(Path.Combine(small[run], "backbone", "model.safetensors"));
}
