using System.Globalization;
using System.Text.Json;
using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>Reads an encoder's config.json. Settings that would change the numbers and are not supported are refused by name.</summary>
public static class EncoderConfigFile
{
    private static readonly Dictionary<string, Activation> Activations = new(StringComparer.Ordinal)
    {
        ["gelu"] = Activation.Gelu,
        ["gelu_new"] = Activation.GeluTanh,
        ["gelu_pytorch_tanh"] = Activation.GeluTanh,
        ["relu"] = Activation.Relu,
        ["silu"] = Activation.Silu,
        ["swish"] = Activation.Silu,
        ["tanh"] = Activation.Tanh,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">A key is missing, of the wrong type, out of range, or not supported; the sentence names it.</exception>
    public static EncoderConfig Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var settings = JsonSettings.Open(path);
        RefuseUnsupported(settings);
        var vocabulary = settings.Integer("vocab_size", 1);
        var config = new EncoderConfig
        {
            ModelType = settings.Text("model_type") ?? throw settings.Missing("model_type"),
            HiddenSize = settings.Integer("hidden_size", 1),
            LayerCount = settings.Integer("num_hidden_layers", 1),
            HeadCount = settings.Integer("num_attention_heads", 1),
            IntermediateSize = settings.Integer("intermediate_size", 1),
            VocabularySize = vocabulary,
            PositionCount = settings.Integer("max_position_embeddings", 1),
            TokenTypeCount = settings.Integer("type_vocab_size", 0),
            PadTokenId = settings.Integer("pad_token_id", 0, fallback: 0),
            Activation = ReadActivation(settings),
            LayerNormEpsilon = settings.Number("layer_norm_eps", 0, 1, 1e-12),
            HiddenDropout = settings.Number("hidden_dropout_prob", 0, 1, 0.1),
            AttentionDropout = settings.Number("attention_probs_dropout_prob", 0, 1, 0.1),
            ClassifierDropout = settings.Find("classifier_dropout") is null ? null : settings.Number("classifier_dropout", 0, 1, 0),
            InitializerRange = settings.Number("initializer_range", 0, 100, 0.02),
            Labels = ReadLabels(settings),
        };
        if (config.HiddenSize % config.HeadCount != 0)
            throw new BadInputException(
                $"{path}: expected \"num_attention_heads\" to divide \"hidden_size\", found {config.HeadCount} heads and {config.HiddenSize}");
        if (config.PadTokenId >= vocabulary)
            throw new BadInputException($"{path}: expected \"pad_token_id\" to be below \"vocab_size\", found {config.PadTokenId} and {vocabulary}");
        return config;
    }

    private static void RefuseUnsupported(JsonSettings settings)
    {
        if (settings.Text("position_embedding_type") is { } positions && positions != "absolute")
            throw NotSupported(settings, "position_embedding_type", $"\"{positions}\"", "\"absolute\"");
        foreach (var key in (string[])["is_decoder", "add_cross_attention", "is_encoder_decoder"])
            if (settings.Flag(key)) throw NotSupported(settings, key, "true", "false");
        if (settings.Find("pruned_heads") is { ValueKind: JsonValueKind.Object } pruned && pruned.EnumerateObject().Any())
            throw NotSupported(settings, "pruned_heads", "pruned heads", "no pruned heads");
        if (settings.Find("quantization_config") is not null)
            throw NotSupported(settings, "quantization_config", "quantized weights", "weights in F32, F16 or BF16");
    }

    private static Activation ReadActivation(JsonSettings settings)
    {
        var name = settings.Text("hidden_act") ?? "gelu";
        return Activations.TryGetValue(name, out var activation)
            ? activation
            : throw NotSupported(settings, "hidden_act", $"\"{name}\"", $"one of {string.Join(", ", Activations.Keys)}");
    }

    // The file maps numbers to names in any order; label i is the name of number i.
    private static string[]? ReadLabels(JsonSettings settings)
    {
        if (settings.Find("id2label") is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Object) throw settings.Unexpected("id2label", "an object that maps numbers to names", value);
        var labels = new SortedDictionary<int, string>();
        foreach (var label in value.EnumerateObject())
        {
            if (!int.TryParse(label.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || label.Value.ValueKind != JsonValueKind.String)
                throw settings.Unexpected("id2label", "an object that maps numbers to names", value);
            labels[id] = label.Value.GetString()!;
        }
        if (labels.Keys.Where((id, place) => id != place).Any())
            throw settings.Unexpected("id2label", "numbered from 0 without a gap", value);
        return labels.Count == 0 ? null : [.. labels.Values];
    }

    private static BadInputException NotSupported(JsonSettings settings, string key, string found, string expected) =>
        new($"{settings.Path}: \"{key}\" is {found}, which is not supported; expected {expected}");
}
