using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace PastaGen.Text;

/// <summary>
/// What tokenizer_config.json, special_tokens_map.json and added_tokens.json say: the names of special tokens, the options of a
/// vocabulary's file, added tokens, the longest row. Each file, and every key, may be absent.
/// </summary>
internal sealed class SpecialTokenNames
{
    // Where no length was set, the Python library writes 10^30.
    private const double LongestSaneRow = 1_000_000;

    private readonly JsonFile? config;
    private readonly JsonFile? map;
    private readonly JsonFile? added;
    private AddedToken[]? listedTokens;

    private SpecialTokenNames(JsonFile? config, JsonFile? map, JsonFile? added) => (this.config, this.map, this.added) = (config, map, added);

    /// <summary>What a folder's files say.</summary>
    public static SpecialTokenNames Read(string folder) => new(
        JsonFile.ReadIfThere(Path.Combine(folder, "tokenizer_config.json")),
        JsonFile.ReadIfThere(Path.Combine(folder, "special_tokens_map.json")),
        JsonFile.ReadIfThere(Path.Combine(folder, "added_tokens.json")));

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

    /// <summary>The added tokens that tokenizer_config.json lists with their ids.</summary>
    public IReadOnlyList<AddedToken> ListedTokens => listedTokens ??= ReadListedTokens();

    /// <summary>The added tokens of added_tokens.json, of which nothing is known but their ids.</summary>
    public IReadOnlyDictionary<string, int> AddedIds => added is null ? ImmutableDictionary<string, int>.Empty : VocabularyJson.Read(added, added.Root, "added_tokens.json");

    /// <summary>What a file says of how a special token is found in texts; null where none says more than its name. Its id means nothing.</summary>
    public AddedToken? DescriptionOf(string name)
    {
        foreach (var file in new[] { config, map }.OfType<JsonFile>())
            foreach (var entry in file.Root.EnumerateObject())
                if (entry.Value.ValueKind == JsonValueKind.Object && JsonFile.Find(entry.Value, "content") is not null && file.Text(entry.Value, "content") == name)
                    return file.AddedToken(entry.Value, 0);
        return null;
    }

    private AddedToken[] ReadListedTokens()
    {
        const string key = "added_tokens_decoder";
        if (config is null || JsonFile.Find(config.Root, key) is not { } listed) return [];
        if (listed.ValueKind != JsonValueKind.Object) throw config.Wrong(key, "an object of ids and tokens", listed);
        return [.. listed.EnumerateObject().Select(entry => config.AddedToken(entry.Value, Id(entry)))];

        int Id(JsonProperty entry) =>
            int.TryParse(JsonFile.NameOf(entry), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id <= JsonFile.LargestId ? id
            : throw config.Wrong(key, $"an object whose keys are ids from 0 to {JsonFile.LargestId}", listed);
    }

    private static string? Name(JsonFile? file, string key)
    {
        if (file is null || JsonFile.Find(file.Root, key) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Object ? file.Text(value, "content") : file.Text(file.Root, key);
    }
}
