using PastaGen.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

/// <summary>Writes backbones of two layers with random weights, and a tokenizer of a few words.</summary>
internal static class TinyBackbone
{
    public static readonly string[] Words =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "good", "bad", "film", "plot", "very", "not", "fine", "poor", "it", "was"];

    public static EncoderConfig Config { get; } = new()
    {
        ModelType = "bert",
        HiddenSize = 8,
        LayerCount = 2,
        HeadCount = 2,
        IntermediateSize = 16,
        VocabularySize = Words.Length,
        PositionCount = 12,
        TokenTypeCount = 2,
        LayerNormEpsilon = 1e-12,
    };

    public const string ConfigJson = """
        {"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 16,
         "vocab_size": 16, "max_position_embeddings": 12, "type_vocab_size": 2, "pad_token_id": 0, "hidden_act": "gelu",
         "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, "layer_norm_eps": 1e-12, "initializer_range": 0.02}
        """;

    /// <summary>Writes a whole backbone into a folder.</summary>
    public static string Write(string folder, long seed = 1, string prefix = "bert.", Func<string, string>? rename = null, int headLabels = 0, bool pooler = true)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), ConfigJson);
        File.WriteAllText(Path.Combine(folder, "vocab.txt"), string.Join('\n', Words) + "\n");
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), """{"do_lower_case": true}""");
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), Weights(seed, prefix, rename, headLabels, pooler));
        return folder;
    }

    public static Dictionary<string, Tensor> Weights(long seed, string prefix = "bert.", Func<string, string>? rename = null, int headLabels = 0, bool pooler = true)
    {
        manual_seed(seed);
        var weights = new Dictionary<string, Tensor>();
        foreach (var (name, shape) in HandBertPlan.EncoderWeights(Config))
        {
            var values = randn(shape).mul(0.3);
            if (name.Contains("LayerNorm.weight", StringComparison.Ordinal)) values = values.add(1);
            if (pooler || !name.StartsWith("pooler", StringComparison.Ordinal)) weights[prefix + (rename?.Invoke(name) ?? name)] = values;
        }
        if (headLabels > 0)
        {
            weights["classifier.weight"] = randn(headLabels, Config.HiddenSize);
            weights["classifier.bias"] = randn(headLabels);
        }
        return weights;
    }
}
