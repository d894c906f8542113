using System.Text.Json;

namespace PastaGen.EndToEnd.Tests.Reference;

/// <summary>
/// A random backbone of a declared family: a folder under the family's own names and keys for the product, and the same arrays under
/// the reference's names. Where layers share weights, several of the reference's names mean one array.
/// </summary>
internal sealed class FamilyBackbone
{
    public const int Hidden = 6, Heads = 2, Intermediate = 10, Words = 13, Positions = 12, Labels = 3, Occurrences = 3;

    /// <param name="folder">Where the folder shall lie.</param>
    /// <param name="family">The family.</param>
    /// <param name="seed">Of the weights.</param>
    public FamilyBackbone(string folder, Family family, int seed)
    {
        var random = new Random(seed);
        var tensors = new Dictionary<string, (int[] Shape, double[] Values)>(StringComparer.Ordinal);
        foreach (var (plain, shape) in Shapes(family))
        {
            var name = family.Name(plain);
            if (!tensors.TryGetValue(name, out var tensor))
                tensors[name] = tensor = (shape, [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => Value(random, plain))]);
            Weights[plain] = tensor.Values;
        }
        Directory.CreateDirectory(folder);
        Folder = folder;
        Files = tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Values, StringComparer.Ordinal);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(family.Config));
        TinyBackbone.Write(Path.Combine(folder, "model.safetensors"), tensors.Select(tensor => (tensor.Key, tensor.Value.Shape, tensor.Value.Values)));
    }

    public string Folder { get; }

    /// <summary>Values by the reference's names.</summary>
    public Dictionary<string, double[]> Weights { get; } = new(StringComparer.Ordinal);

    /// <summary>The same values by the file's names, each once.</summary>
    public Dictionary<string, double[]> Files { get; }

    private static IEnumerable<(string Name, int[] Shape)> Shapes(Family family)
    {
        var width = family.Embedding ?? Hidden;
        yield return ("embeddings.word_embeddings.weight", [Words, width]);
        yield return ("embeddings.position_embeddings.weight", [Positions, width]);
        if (family.Types > 0) yield return ("embeddings.token_type_embeddings.weight", [family.Types, width]);
        foreach (var item in Pair("embeddings.LayerNorm", width)) yield return item;
        if (family.Embedding is { } embedding)
            foreach (var item in Pair("embeddings.projection", Hidden, embedding)) yield return item;
        for (var layer = 0; layer < family.Layers; layer++)
        {
            foreach (var name in new[] { "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense" })
                foreach (var item in Pair($"encoder.layer.{layer}.{name}", Hidden, Hidden)) yield return item;
            foreach (var item in Pair($"encoder.layer.{layer}.attention.output.LayerNorm", Hidden)) yield return item;
            foreach (var item in Pair($"encoder.layer.{layer}.intermediate.dense", Intermediate, Hidden)) yield return item;
            foreach (var item in Pair($"encoder.layer.{layer}.output.dense", Hidden, Intermediate)) yield return item;
            foreach (var item in Pair($"encoder.layer.{layer}.output.LayerNorm", Hidden)) yield return item;
        }
        if (family.HasPooler)
            foreach (var item in Pair("pooler.dense", Hidden, Hidden)) yield return item;
        foreach (var item in Pair("classifier", Labels, Hidden)) yield return item;
    }

    private static IEnumerable<(string, int[])> Pair(string name, params int[] weight) => [(name + ".weight", weight), (name + ".bias", weight[..1])];

    // Norm gains lie around 1, all else around 0; rounded to floats, so that file and arrays are the same numbers.
    private static double Value(Random random, string name) =>
        (float)((name.EndsWith("LayerNorm.weight", StringComparison.Ordinal) ? 1 : 0) + 0.6 * (random.NextDouble() - 0.5) + 0.6 * (random.NextDouble() - 0.5));
}
