using System.Text.Json;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests.Reference;

/// <summary>A random backbone of a few hundred weights, as a folder for the product and as arrays for the reference.</summary>
internal sealed class TinyBackbone
{
    public const int Hidden = 6, Layers = 2, Heads = 2, Intermediate = 10, Words = 11, Positions = 7, Types = 2, Labels = 3, Occurrences = 3;

    public TinyBackbone(string folder, int seed)
    {
        var random = new Random(seed);
        foreach (var (name, shape) in Shapes()) Weights[name] = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => Value(random, name))];
        Directory.CreateDirectory(folder);
        Folder = folder;
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["model_type"] = "bert",
            ["hidden_size"] = Hidden,
            ["num_hidden_layers"] = Layers,
            ["num_attention_heads"] = Heads,
            ["intermediate_size"] = Intermediate,
            ["vocab_size"] = Words,
            ["max_position_embeddings"] = Positions,
            ["type_vocab_size"] = Types,
            ["pad_token_id"] = 0,
            ["hidden_act"] = "gelu",
            ["layer_norm_eps"] = 1e-12,
            ["hidden_dropout_prob"] = 0.1,
            ["attention_probs_dropout_prob"] = 0.1,
        }));
        Write(Path.Combine(folder, "model.safetensors"), Shapes().Select(item => (item.Name.StartsWith("classifier", StringComparison.Ordinal) ? item.Name : "bert." + item.Name, item.Shape, Weights[item.Name])));
    }

    public string Folder { get; }

    /// <summary>Values by name without prefix, exactly those of the file: every one is a float.</summary>
    public Dictionary<string, double[]> Weights { get; } = [];

    /// <summary>Names and shapes of every parameter.</summary>
    public static IEnumerable<(string Name, int[] Shape)> Shapes()
    {
        yield return ("embeddings.word_embeddings.weight", [Words, Hidden]);
        yield return ("embeddings.position_embeddings.weight", [Positions, Hidden]);
        yield return ("embeddings.token_type_embeddings.weight", [Types, Hidden]);
        foreach (var item in Pair("embeddings.LayerNorm", Hidden)) yield return item;
        for (var layer = 0; layer < Layers; layer++)
        {
            foreach (var name in new[] { "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense" })
                foreach (var item in Pair($"encoder.layer.{layer}.{name}", Hidden, Hidden)) yield return item;
            foreach (var item in Pair($"encoder.layer.{layer}.attention.output.LayerNorm", Hidden)) yield return item;
            foreach (var item in Pair($"encoder.layer.{layer}.intermediate.dense", Intermediate, Hidden)) yield return item;
            foreach (var item in Pair($"encoder.layer.{layer}.output.dense", Hidden, Intermediate)) yield return item;
            foreach (var item in Pair($"encoder.layer.{layer}.output.LayerNorm", Hidden)) yield return item;
        }
        foreach (var item in Pair("pooler.dense", Hidden, Hidden)) yield return item;
        foreach (var item in Pair("classifier", Labels, Hidden)) yield return item;
    }

    /// <summary>Writes float tensors to a file.</summary>
    public static void Write(string path, IEnumerable<(string Name, int[] Shape, double[] Values)> tensors)
    {
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(path, [.. tensors.Select(item => new KeyValuePair<string, Tensor>(
            item.Name, tensor([.. item.Values.Select(value => (float)value)]).reshape([.. item.Shape.Select(size => (long)size)])))]);
    }

    private static IEnumerable<(string, int[])> Pair(string name, params int[] weight) => [(name + ".weight", weight), (name + ".bias", weight[..1])];

    // Norm gains lie around 1, all else around 0; rounded to floats, so that file and arrays are the same numbers.
    private static double Value(Random random, string name) =>
        (float)((name.EndsWith("LayerNorm.weight", StringComparison.Ordinal) ? 1 : 0) + 0.6 * (random.NextDouble() - 0.5) + 0.6 * (random.NextDouble() - 0.5));
}
