using System.Text.Json;

namespace PastaGen.Text;

/// <summary>Reads the model of a tokenizer.json: vocabulary and options.</summary>
internal static class ModelJson
{
    /// <summary>The model, with the words that the file's pre_tokenizer makes.</summary>
    /// <exception cref="BadInputException">One of another kind, with an option that is not supported, or not what it should be.</exception>
    public static TokenModel Read(JsonFile file)
    {
        var model = JsonFile.Find(file.Root, "model") ?? throw file.Wrong("model", "an object", null);
        return Kind(file, model) switch
        {
            "WordPiece" => WordPiece(file, model),
            "BPE" => BytePair(file, model),
            "Unigram" => Unigram(file, model),
            var other => throw TokenizerFolder.Unsupported(file.Path, other),
        };
    }

    // Older files leave the model's type out; the keys tell it.
    private static string Kind(JsonFile file, JsonElement model) =>
        file.Text(model, "type")
        ?? (JsonFile.Find(model, "merges") is not null ? "BPE"
            : JsonFile.Find(model, "vocab") is { ValueKind: JsonValueKind.Array } ? "Unigram"
            : JsonFile.Find(model, "continuing_subword_prefix") is not null ? "WordPiece"
            : "WordLevel");

    private static WordPieceModel WordPiece(JsonFile file, JsonElement model)
    {
        file.CheckKeys(model, "WordPiece model", "vocab", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word");
        var vocabulary = VocabularyJson.Read(file, JsonFile.Find(model, "vocab"), "vocab");
        var unknown = file.Text(model, "unk_token") ?? "[UNK]";
        if (!vocabulary.ContainsKey(unknown)) throw MissingUnknown(file, unknown);
        SplitterJson.CheckBert(file);
        return new WordPieceModel(
            vocabulary, unknown, file.Text(model, "continuing_subword_prefix") ?? "##", file.Integer(model, "max_input_chars_per_word") ?? 100);
    }

    private static UnigramModel Unigram(JsonFile file, JsonElement model)
    {
        file.CheckKeys(model, "Unigram model", "vocab", "unk_id", "byte_fallback");
        if (JsonFile.Find(model, "vocab") is not { ValueKind: JsonValueKind.Array } vocabulary)
            throw file.Wrong("vocab", "an array of pieces and scores", JsonFile.Find(model, "vocab"));
        var pieces = new List<(string Text, double Score)>(vocabulary.GetArrayLength());
        foreach (var piece in vocabulary.EnumerateArray())
        {
            if (piece.ValueKind != JsonValueKind.Array || piece.GetArrayLength() != 2 || piece[0].ValueKind != JsonValueKind.String
                || piece[1].ValueKind != JsonValueKind.Number || !piece[1].TryGetDouble(out var score) || !double.IsFinite(score))
                throw file.Wrong("vocab", "an array of pieces and scores", piece);
            pieces.Add((file.String("vocab", piece[0]), score));
        }
        if (file.Integer(model, "unk_id") is not (>= 0 and var unknown) || unknown >= pieces.Count)
            throw file.Wrong("unk_id", $"the place of a piece, from 0 to {pieces.Count - 1}", JsonFile.Find(model, "unk_id"));
        return new UnigramModel(pieces, unknown, file.Boolean(model, "byte_fallback") ?? false, SplitterJson.Metaspace(file));
    }

    private static BytePairModel BytePair(JsonFile file, JsonElement model)
    {
        file.CheckKeys(
            model, "BPE model", "vocab", "merges", "unk_token", "fuse_unk", "ignore_merges", "dropout", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback");
        if (JsonFile.Find(model, "dropout") is { } dropout && !(dropout.ValueKind == JsonValueKind.Number && dropout.GetDouble() == 0))
            throw file.Wrong("dropout", "null or 0, as texts are split alike every time", dropout);
        foreach (var key in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
            if (file.Text(model, key) is { Length: > 0 }) throw file.Wrong(key, "null or empty", JsonFile.Find(model, key));
        if (file.Boolean(model, "byte_fallback") ?? false) throw file.Wrong("byte_fallback", "false, as every byte is a token already", JsonFile.Find(model, "byte_fallback"));

        var splitter = SplitterJson.ByteLevel(file);
        var vocabulary = VocabularyJson.Read(file, JsonFile.Find(model, "vocab"), "vocab");
        if (JsonFile.Find(model, "merges") is not { ValueKind: JsonValueKind.Array } merges)
            throw file.Wrong("merges", "an array of pairs of tokens", JsonFile.Find(model, "merges"));
        var list = new MergeList(vocabulary);
        foreach (var merge in merges.EnumerateArray())
        {
            var (left, right) = Pair(file, merge);
            if (!list.TryAdd(left, right)) throw file.Wrong("merges", "pairs of tokens that the vocabulary has, and with them the token that they make", merge);
        }
        int? unknown = file.Text(model, "unk_token") is not { } token ? null
            : vocabulary.TryGetValue(token, out var id) ? id
            : throw MissingUnknown(file, token);
        return new BytePairModel(
            new BytePairs(vocabulary, list.Merges, unknown, file.Boolean(model, "fuse_unk") ?? false, file.Boolean(model, "ignore_merges") ?? false), splitter);
    }

    // Newer files have pairs as arrays; older ones as a text with a space between.
    private static (string Left, string Right) Pair(JsonFile file, JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.String && file.String("merges", merge).Split(' ') is [var left, var right]) return (left, right);
        if (merge.ValueKind == JsonValueKind.Array && merge.GetArrayLength() == 2 && merge.EnumerateArray().All(side => side.ValueKind == JsonValueKind.String))
            return (file.String("merges", merge[0]), file.String("merges", merge[1]));
        throw file.Wrong("merges", "an array of pairs of tokens", merge);
    }

    private static BadInputException MissingUnknown(JsonFile file, string unknown) =>
        new($"{file.Path}: expected the unknown token \"{unknown}\" in \"vocab\"; found none");
}
