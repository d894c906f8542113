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

    private const int Heads = 3067, HeadSize = 3271, Embedding = 7811567, Intermediate = 10007533, Vocabulary = 1299709, Positions = 104729, TokenTypes = 613, Labels = 1009;

    // Chosen with the primes of settings so that quotients of eight settings are no two alike and no product that a plan could hold. The width of
    // all heads is no prime; what is a multiple of it is told by it and not by its factors, because it stands before them.
    private const int Hidden = Heads * HeadSize;

    // Settings are declared by whoever writes an adaptation, so their names are not known here.
    private static readonly int[] SettingPrimes = [101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179];

    private readonly Dictionary<long, string> names = new()
    {
        [Layers] = "layers",
        [Hidden] = "hidden",
        [Embedding] = "embedding",
        [Intermediate] = "intermediate",
        [Vocabulary] = "vocabulary",
        [Positions] = "positions",
        [(2 * Positions) - 1] = "distances",
        [TokenTypes] = "token types",
        [Labels] = "labels",
        [Heads] = "heads",
        [HeadSize] = "head size",
    };

    // A quotient is rounded down, so it is no divisor of anything and is known by its value alone; one that could be two is told by its number.
    private readonly Dictionary<long, string> quotients;

    /// <summary>Names for what a plan leaves open.</summary>
    /// <param name="facts">The plan.</param>
    /// <param name="labelCount">The number of labels where it is known.</param>
    internal SizeNames(ModelFacts facts, int? labelCount)
    {
        foreach (var (setting, prime) in facts.SizeSettings.Zip(SettingPrimes)) names[prime] = setting[(setting.IndexOf('.') + 1)..];
        var settings = SettingPrimes.Where(prime => names.ContainsKey(prime)).Select(prime => (Divisor: prime, Name: names[prime])).ToArray();
        var divisors = settings.Concat(settings.SelectMany((one, i) => settings.Skip(i + 1).Select(other => (Divisor: one.Divisor * other.Divisor, Name: $"{one.Name} / {other.Name}"))));
        quotients = new[] { Hidden, Intermediate, Embedding }
            .SelectMany(width => divisors.Select(each => (Size: (long)width / each.Divisor, Name: $"{names[width]} / {each.Name}")))
            .GroupBy(each => each.Size).Where(alike => alike.Count() == 1).ToDictionary(alike => alike.Key, alike => alike.First().Name);
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

    /// <summary>The name of a size in the plan's answer: of one size, of a width divided by one setting or two, of a product, or the number itself.</summary>
    internal string NameOf(long size)
    {
        if (names.TryGetValue(size, out var name) || quotients.TryGetValue(size, out name)) return name;
        foreach (var (prime, factor) in names)
            if (size % prime == 0) return names.TryGetValue(size / prime, out var other) ? $"{factor} x {other}" : $"{NameOf(size / prime)} x {factor}";
        return size.ToString(CultureInfo.InvariantCulture);
    }
}
