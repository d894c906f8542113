using System.Text.Json;

namespace PastaGen.Text;

/// <summary>
/// What tokenizer_config.json and special_tokens_map.json say: the names of special tokens, the options of a vocab.txt, the longest
/// row. Either file, and every key, may be absent.
/// </summary>
internal sealed class SpecialTokenNames
{
    // Where no length was set, the Python library writes 10^30.
    private const double LongestSaneRow = 1_000_000;

    private readonly JsonFile? config;
    private readonly JsonFile? map;

    private SpecialTokenNames(JsonFile? config, JsonFile? map) => (this.config, this.map) = (config, map);

    /// <summary>What a folder's two files say.</summary>
    public static SpecialTokenNames Read(string folder) => new(
        JsonFile.ReadIfThere(Path.Combine(folder, "tokenizer_config.json")),
        JsonFile.ReadIfThere(Path.Combine(folder, "special_tokens_map.json")));

    /// <summary>The tokenizer class that the folder was written by, as in BertTokenizerFast.</summary>
    public string? TokenizerClass => config?.Text(config.Root, "tokenizer_class");

    /// <summary>The longest row, where it is a sane number.</summary>
    public int? MaxLength =>
        config is not null && JsonFile.Find(config.Root, "model_max_length") is { ValueKind: JsonValueKind.Number } value
        && value.TryGetDouble(out var number) && number is >= 1 and <= LongestSaneRow ? (int)number : null;

    /// <summary>An option of tokenizer_config.json; null where it is absent.</summary>
    public bool? Option(string key) => config?.Boolean(config.Root, key);

    /// <summary>The name of a special token, such as <c>cls_token</c>; null where neither file has it.</summary>
    public string? NameOf(string key) => Name(config, key) ?? Name(map, key);

    private static string? Name(JsonFile? file, string key)
    {
        if (file is null || JsonFile.Find(file.Root, key) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Object ? file.Text(value, "content") : file.Text(file.Root, key);
    }
}
