using System.Text.Json;

namespace PastaGen.Text;

/// <summary>
/// Reads a tokenizer.json: normalizer, pre-tokenizer, model, template and added tokens. Its truncation and padding are settings of
/// whoever wrote it and are not read.
/// </summary>
internal static class TokenizerJson
{
    /// <summary>The definition that the file and the names make.</summary>
    /// <exception cref="BadInputException">Not JSON, a part of another kind than those supported, or a part that is not what it should be.</exception>
    public static TokenizerDefinition Read(string path, SpecialTokenNames names)
    {
        var file = JsonFile.Read(path);
        var model = JsonFile.Find(file.Root, "model") ?? throw file.Wrong("model", "an object", null);
        var kind = ModelKind(file, model);
        if (kind != "WordPiece") throw TokenizerFolder.Unsupported(path, kind);
        var vocabulary = Vocabulary(file, model);
        var unknown = file.Text(model, "unk_token") ?? "[UNK]";
        if (!vocabulary.ContainsKey(unknown)) throw new BadInputException($"{path}: expected the unknown token \"{unknown}\" in \"vocab\"; found none");
        CheckPreTokenizer(file);
        var added = AddedTokens(file);
        return new TokenizerDefinition(
            vocabulary,
            unknown,
            file.Text(model, "continuing_subword_prefix") ?? "##",
            file.Integer(model, "max_input_chars_per_word") ?? 100,
            Normalizer(file),
            TemplateJson.Read(file),
            added)
        {
            PadId = PadId(file, names, vocabulary, added),
            MaxLength = names.MaxLength,
        };
    }

    // Older files leave the model's type out; the keys tell it.
    private static string ModelKind(JsonFile file, JsonElement model) =>
        file.Text(model, "type")
        ?? (JsonFile.Find(model, "merges") is not null ? "BPE"
            : JsonFile.Find(model, "vocab") is { ValueKind: JsonValueKind.Array } ? "Unigram"
            : JsonFile.Find(model, "continuing_subword_prefix") is not null ? "WordPiece"
            : "WordLevel");

    private static Dictionary<string, int> Vocabulary(JsonFile file, JsonElement model)
    {
        if (JsonFile.Find(model, "vocab") is not { ValueKind: JsonValueKind.Object } entries)
            throw file.Wrong("vocab", "an object of tokens and ids", JsonFile.Find(model, "vocab"));
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in entries.EnumerateObject())
        {
            var token = Spelling(file, entry);
            if (!JsonFile.IsId(entry.Value, out var id)) throw file.Wrong(token, JsonFile.ExpectedId, entry.Value);
            vocabulary[token] = id;
        }
        CheckIds(file, vocabulary);
        return vocabulary;
    }

    // One of two tokens with one id could not be found again by it.
    private static void CheckIds(JsonFile file, Dictionary<string, int> vocabulary)
    {
        var tokens = new Dictionary<int, string>(vocabulary.Count);
        foreach (var (token, id) in vocabulary)
            if (!tokens.TryAdd(id, token))
                throw new BadInputException($"{file.Path}: expected each token of \"vocab\" to have an id of its own; found {id} at \"{tokens[id]}\" and at \"{token}\"");
    }

    private static string Spelling(JsonFile file, JsonProperty entry)
    {
        try
        {
            return entry.Name;
        }
        catch (InvalidOperationException error)
        {
            throw new BadInputException($"{file.Path}: a token of \"vocab\" holds half a surrogate pair; expected Unicode text", error);
        }
    }

    private static BertNormalizer Normalizer(JsonFile file)
    {
        if (JsonFile.Find(file.Root, "normalizer") is not { } normalizer) return new BertNormalizer(false, false, false, false);
        var kind = file.Text(normalizer, "type") ?? "without a type";
        if (kind != "BertNormalizer") throw OtherPart(file, "normalizer", kind, "BertNormalizer");
        var lowercase = file.Boolean(normalizer, "lowercase") ?? true;
        return new BertNormalizer(
            file.Boolean(normalizer, "clean_text") ?? true,
            file.Boolean(normalizer, "handle_chinese_chars") ?? true,
            file.Boolean(normalizer, "strip_accents") ?? lowercase,
            lowercase);
    }

    private static void CheckPreTokenizer(JsonFile file)
    {
        var kind = JsonFile.Find(file.Root, "pre_tokenizer") is { } part ? file.Text(part, "type") ?? "without a type" : "null";
        if (kind != "BertPreTokenizer") throw OtherPart(file, "pre_tokenizer", kind, "BertPreTokenizer");
    }

    private static AddedToken[] AddedTokens(JsonFile file)
    {
        if (JsonFile.Find(file.Root, "added_tokens") is not { } list) return [];
        if (list.ValueKind != JsonValueKind.Array) throw file.Wrong("added_tokens", "an array", list);
        return [.. list.EnumerateArray().Select(token => new AddedToken(
            file.Id(token, "id"),
            file.Text(token, "content") ?? throw file.Wrong("content", "an added token's spelling", null),
            file.Boolean(token, "special") ?? false,
            file.Boolean(token, "single_word") ?? false,
            file.Boolean(token, "lstrip") ?? false,
            file.Boolean(token, "rstrip") ?? false,
            file.Boolean(token, "normalized") ?? false))];
    }

    private static int? PadId(JsonFile file, SpecialTokenNames names, Dictionary<string, int> vocabulary, AddedToken[] added)
    {
        if (names.NameOf("pad_token") is { } name && Find(name) is { } named) return named;
        if (JsonFile.Find(file.Root, "padding") is { } padding && JsonFile.Find(padding, "pad_id") is not null) return file.Id(padding, "pad_id");
        return Find("[PAD]") ?? Find("<pad>");

        int? Find(string token) => added.FirstOrDefault(entry => entry.Content == token)?.Id ?? (vocabulary.TryGetValue(token, out var id) ? id : null);
    }

    private static BadInputException OtherPart(JsonFile file, string part, string kind, string supported) =>
        new($"{file.Path}: the {part} is of the kind {kind}; a WordPiece tokenizer is supported with {supported}");
}
