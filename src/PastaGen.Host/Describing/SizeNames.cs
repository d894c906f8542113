using System.Globalization;
using PastaGen.Modules;
using PastaGen.Training;

namespace PastaGen.Host.Describing;

/// <summary>
/// Shapes of a plan whose sizes are open, by name. The plan answers for numbers alone, so it is asked with a prime for each size,
/// each another, and the primes in its answer are read back as the sizes they stand for.
/// </summary>
internal sealed class SizeNames
{
    /// <summary>Stands for the number of layers.</summary>
    internal const int Layers = 97;

    /// <summary>Stands for the number of layers with weights of their own, where layers share them.</summary>
    internal const int Groups = 89;

    private const int Heads = 1201, HeadSize = 1217, Embedding = 6661, Intermediate = 31337, Vocabulary = 1299709, Positions = 104729, TokenTypes = 613, Labels = 1009;

    // The width of all heads is no prime; what is a multiple of it is told by it and not by its factors, because it stands before them.
    private const int Hidden = Heads * HeadSize;

    // Settings are declared by whoever writes an adaptation, so their names are not known here.
    private static readonly int[] SettingPrimes = [1013, 1019, 1021, 1031, 1033, 1039, 1049, 1051, 1061, 1063, 1069, 1087, 1091, 1093, 1097, 1103];

    private readonly Dictionary<long, string> names = new()
    {
        [Layers] = "layers",
        [Hidden] = "hidden",
        [Embedding] = "embedding",
        [Intermediate] = "intermediate",
        [Vocabulary] = "vocabulary",
        [Positions] = "positions",
        [TokenTypes] = "token types",
        [Labels] = "labels",
        [Heads] = "heads",
        [HeadSize] = "head size",
    };

    /// <summary>Names for what a plan leaves open.</summary>
    /// <param name="facts">The plan.</param>
    /// <param name="labelCount">The number of labels where it is known.</param>
    internal SizeNames(ModelFacts facts, int? labelCount)
    {
        foreach (var (setting, prime) in facts.SizeSettings.Zip(SettingPrimes)) names[prime] = setting[(setting.IndexOf('.') + 1)..];
        Shape = new ModelShape(
            new EncoderConfig
            {
                ModelType = facts.Architecture,
                HiddenSize = Hidden,
                EmbeddingSize = Embedding,
                LayerCount = Layers,
                LayerGroupCount = facts.Config.SharesLayers ? Groups : Layers,
                HeadCount = Heads,
                IntermediateSize = Intermediate,
                VocabularySize = Vocabulary,
                PositionCount = Positions,
                TokenTypeCount = TokenTypes,
            },
            labelCount ?? Labels)
        {
            Settings = facts.SizeSettings.Zip(SettingPrimes).ToDictionary(pair => pair.First, pair => (double)pair.Second),
        };
    }

    /// <summary>The sizes to ask the plan with.</summary>
    internal ModelShape Shape { get; }

    /// <summary>The name of a size in the plan's answer: of one size, of a product, of the hidden size divided by a setting, or the number itself.</summary>
    internal string NameOf(long size)
    {
        if (names.TryGetValue(size, out var name)) return name;
        foreach (var (prime, factor) in names)
            if (size % prime == 0) return names.TryGetValue(size / prime, out var other) ? $"{factor} x {other}" : $"{NameOf(size / prime)} x {factor}";
        // A quotient is rounded down, so it is no divisor of anything; that of the hidden size is larger than any number that a plan writes out.
        foreach (var (prime, divisor) in names)
            if (prime < HeadSize && Hidden / prime == size) return $"hidden / {divisor}";
        return size.ToString(CultureInfo.InvariantCulture);
    }
}
