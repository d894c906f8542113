using System.Globalization;
using System.Text.Json;
using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>Reads an encoder's config.json. Settings that would change the numbers and are not supported are refused by name.</summary>
public static class EncoderConfigFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">Its keys, and what they must say; null takes the usual ones.</param>
    /// <exception cref="BadInputException">A key is missing, of the wrong type, out of range, or not supported; the sentence names it.</exception>
    public static EncoderConfig Read(string path, ConfigLayout? layout = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(JsonSettings.Open(path), layout ?? ConfigLayout.Usual);
    }

    /// <summary>Reads the file of a model's backbone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="facts">The model.</param>
    /// <exception cref="BadInputException">The file is another architecture's, it lacks layers that the model names, or something in it is not as expected.</exception>
    public static EncoderConfig Read(string path, ModelFacts facts)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(facts);
        return Read(JsonSettings.Open(path), facts);
    }

    internal static EncoderConfig Read(JsonSettings settings, ModelFacts facts)
    {
        // Another architecture's file may lack every key: what it is comes before what it lacks.
        var modelType = settings.Text("model_type") ?? throw settings.Missing("model_type");
        if (modelType != facts.Architecture)
            throw new BadInputException(
                $"{Path.GetDirectoryName(settings.Path)}: its config.json says model_type \"{modelType}\", but {facts.Name} reads \"{facts.Architecture}\"; choose a model of that architecture (the verb models lists them) or another backbone");
        var config = Read(settings, facts.Config);
        if (config.LayerCount < facts.FewestLayers)
            throw new BadInputException(
                $"{Path.GetDirectoryName(settings.Path)}: {facts.Name} names layer {facts.FewestLayers - 1}, counted from 0, but its config.json says {ConfigKeys.NameOf(ConfigSetting.LayerCount, facts.Config)} {config.LayerCount}; use a backbone of at least {facts.FewestLayers} layers or a model that names others");
        return config;
    }

    private static EncoderConfig Read(JsonSettings settings, ConfigLayout layout)
    {
        RefuseUnsupported(settings, layout);
        var keys = new ConfigKeys(settings, layout);
        var layers = keys.Integer(ConfigSetting.LayerCount, 1);
        var hidden = keys.Integer(ConfigSetting.HiddenSize, 1);
        var dropout = keys.Number(ConfigSetting.HiddenDropout, 0, 1, 0.1);
        var config = new EncoderConfig
        {
            ModelType = settings.Text("model_type") ?? throw settings.Missing("model_type"),
            HiddenSize = hidden,
            EmbeddingSize = keys.Integer(ConfigSetting.EmbeddingSize, 1, fallback: hidden),
            LayerCount = layers,
            LayerGroupCount = layout.SharesLayers ? keys.Integer(ConfigSetting.LayerGroupCount, 1, fallback: 1) : layers,
            HeadCount = keys.Integer(ConfigSetting.HeadCount, 1),
            IntermediateSize = keys.Integer(ConfigSetting.IntermediateSize, 1),
            VocabularySize = keys.Integer(ConfigSetting.VocabularySize, 1),
            PositionCount = keys.Integer(ConfigSetting.PositionCount, 1),
            PositionEmbedding = ReadPositionEmbedding(settings),
            PositionNumbering = layout.PositionNumbering,
            TokenTypeCount = keys.Integer(ConfigSetting.TokenTypeCount, 0),
            PadTokenId = keys.Integer(ConfigSetting.PadTokenId, 0, fallback: 0),
            Activation = ReadActivation(settings, keys),
            LayerNormEpsilon = keys.Number(ConfigSetting.LayerNormEpsilon, 0, 1, 1e-12),
            HiddenDropout = dropout,
            EmbeddingDropout = keys.OptionalNumber(ConfigSetting.EmbeddingDropout, 0, 1) ?? dropout,
            AttentionDropout = keys.Number(ConfigSetting.AttentionDropout, 0, 1, 0.1),
            ClassifierDropout = keys.OptionalNumber(ConfigSetting.ClassifierDropout, 0, 1),
            HeadInputDropout = keys.OptionalNumber(ConfigSetting.HeadInputDropout, 0, 1),
            InitializerRange = keys.Number(ConfigSetting.InitializerRange, 0, 100, 0.02),
            Labels = ReadLabels(settings),
            Settings = settings,
        };
        CheckSizes(config, settings.Path, setting => ConfigKeys.NameOf(setting, layout));
        return config;
    }

    private static void CheckSizes(EncoderConfig config, string path, Func<ConfigSetting, string> key)
    {
        if (config.HiddenSize % config.HeadCount != 0)
            throw new BadInputException(
                $"{path}: expected \"{key(ConfigSetting.HeadCount)}\" to divide \"{key(ConfigSetting.HiddenSize)}\", found {config.HeadCount} heads and {config.HiddenSize}");
        if (config.PadTokenId >= config.VocabularySize)
            throw new BadInputException(
                $"{path}: expected \"{key(ConfigSetting.PadTokenId)}\" to be below \"{key(ConfigSetting.VocabularySize)}\", found {config.PadTokenId} and {config.VocabularySize}");
        if (config.LayerGroupCount > config.LayerCount)
            throw new BadInputException(
                $"{path}: expected \"{key(ConfigSetting.LayerGroupCount)}\" to be at most \"{key(ConfigSetting.LayerCount)}\", found {config.LayerGroupCount} and {config.LayerCount}");
        if (config.LongestInput < 1)
            throw new BadInputException(
                $"{path}: expected \"{key(ConfigSetting.PositionCount)}\" to be above \"{key(ConfigSetting.PadTokenId)}\" and one more, because positions begin behind it, found {config.PositionCount} and {config.PadTokenId}");
    }

    private static void RefuseUnsupported(JsonSettings settings, ConfigLayout layout)
    {
        foreach (var requirement in layout.Requirements)
            if (settings.Find(requirement.Key) is { } found && !requirement.Values.Any(value => Says(found, value)))
                throw NotSupported(settings, requirement.Key, JsonSettings.Shorten(found), string.Join(" or ", requirement.Values.Select(Spelled)));
        foreach (var key in (string[])["is_decoder", "add_cross_attention", "is_encoder_decoder"])
            if (settings.Flag(key)) throw NotSupported(settings, key, "true", "false");
        if (settings.Find("pruned_heads") is { ValueKind: JsonValueKind.Object } pruned && pruned.EnumerateObject().Any())
            throw NotSupported(settings, "pruned_heads", "pruned heads", "no pruned heads");
        if (settings.Find("quantization_config") is not null)
            throw NotSupported(settings, "quantization_config", "quantized weights", "weights in F32, F16 or BF16");
    }

    private static bool Says(JsonElement found, object value) => value switch
    {
        string text => found.ValueKind == JsonValueKind.String && found.GetString() == text,
        bool truth => found.ValueKind == (truth ? JsonValueKind.True : JsonValueKind.False),
        _ => found.ValueKind == JsonValueKind.Number && found.TryGetDouble(out var number) && number == Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    private static string Spelled(object value) => value switch
    {
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static PositionEmbedding ReadPositionEmbedding(JsonSettings settings) => settings.Text("position_embedding_type") switch
    {
        null or "absolute" => PositionEmbedding.Absolute,
        "relative_key" => PositionEmbedding.RelativeKey,
        "relative_key_query" => PositionEmbedding.RelativeKeyQuery,
        var other => throw NotSupported(settings, "position_embedding_type", $"\"{other}\"", "\"absolute\", \"relative_key\" or \"relative_key_query\""),
    };

    private static Activation ReadActivation(JsonSettings settings, ConfigKeys keys)
    {
        var (key, name) = keys.Text(ConfigSetting.Activation, "gelu");
        return settings.Activation(key, name);
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
