using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PastaGen.Text.Vocabularies;

/// <summary>
/// Writes a vocabulary as tokenizer files in the Hugging Face layout: vocab.txt, tokenizer.json, tokenizer_config.json and
/// special_tokens_map.json. tokenizer.json alone and vocab.txt with tokenizer_config.json say the same.
/// </summary>
public static class WordPieceFolder
{
    private const int Classification = 2, Separator = 3;

    private static readonly (string Key, int Id)[] Names = [("cls_token", 2), ("mask_token", 4), ("pad_token", 0), ("sep_token", 3), ("unk_token", 1)];

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the files, over those that are there.</summary>
    /// <param name="folder">The folder; made where it is not there.</param>
    /// <param name="vocabulary">The tokens in the order of their ids, as <see cref="WordPieceTrainer"/> makes them.</param>
    /// <param name="lowercase">Whether texts are put in lower case and their accents taken off, as when the vocabulary was made.</param>
    /// <param name="maxLength">The longest row that the model is made for, in tokens.</param>
    /// <param name="tokenTypes">Whether the model tells the two texts of a pair apart by token types; others refuse them.</param>
    /// <exception cref="ArgumentException">The special tokens are not the first, or a token is empty, comes twice or has a line's end in it.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<string> vocabulary, bool lowercase, int maxLength, bool tokenTypes = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        Check(vocabulary);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "vocab.txt"), string.Concat(vocabulary.Select(token => token + "\n")));
        WriteJson(Path.Combine(folder, "tokenizer.json"), json => WriteTokenizer(json, vocabulary, lowercase));
        WriteJson(Path.Combine(folder, "tokenizer_config.json"), json => WriteConfig(json, vocabulary, lowercase, maxLength, tokenTypes));
        WriteJson(Path.Combine(folder, "special_tokens_map.json"), json =>
        {
            foreach (var (key, id) in Names) json.WriteString(key, vocabulary[id]);
        });
    }

    private static void Check(IReadOnlyList<string> vocabulary)
    {
        var special = WordPieceTrainer.SpecialTokens;
        if (!vocabulary.Take(special.Count).SequenceEqual(special))
            throw new ArgumentException($"expected the first tokens to be {string.Join(' ', special)}", nameof(vocabulary));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in vocabulary)
            if (token.Length == 0 || token.AsSpan().ContainsAny('\r', '\n') || !seen.Add(token))
                throw new ArgumentException($"expected each token once, without a line's end in it and not empty; found \"{token}\"", nameof(vocabulary));
    }

    private static void WriteTokenizer(Utf8JsonWriter json, IReadOnlyList<string> vocabulary, bool lowercase)
    {
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        json.WriteStartArray("added_tokens");
        for (var id = 0; id < WordPieceTrainer.SpecialTokens.Count; id++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", id);
            WriteAddedToken(json, vocabulary[id]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("normalizer");
        json.WriteString("type", "BertNormalizer");
        json.WriteBoolean("clean_text", true);
        json.WriteBoolean("handle_chinese_chars", true);
        json.WriteNull("strip_accents");
        json.WriteBoolean("lowercase", lowercase);
        json.WriteEndObject();
        json.WriteStartObject("pre_tokenizer");
        json.WriteString("type", "BertPreTokenizer");
        json.WriteEndObject();
        WriteTemplate(json, vocabulary);
        json.WriteStartObject("decoder");
        json.WriteString("type", "WordPiece");
        json.WriteString("prefix", WordPieceTrainer.Continuation);
        json.WriteBoolean("cleanup", true);
        json.WriteEndObject();
        json.WriteStartObject("model");
        json.WriteString("type", "WordPiece");
        json.WriteString("unk_token", vocabulary[1]);
        json.WriteString("continuing_subword_prefix", WordPieceTrainer.Continuation);
        json.WriteNumber("max_input_chars_per_word", 100);
        json.WriteStartObject("vocab");
        for (var id = 0; id < vocabulary.Count; id++) json.WriteNumber(vocabulary[id], id);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTemplate(Utf8JsonWriter json, IReadOnlyList<string> vocabulary)
    {
        var (first, separator) = (vocabulary[Classification], vocabulary[Separator]);
        json.WriteStartObject("post_processor");
        json.WriteString("type", "TemplateProcessing");
        WriteSlots("single", ("SpecialToken", first, 0), ("Sequence", "A", 0), ("SpecialToken", separator, 0));
        WriteSlots("pair", ("SpecialToken", first, 0), ("Sequence", "A", 0), ("SpecialToken", separator, 0), ("Sequence", "B", 1), ("SpecialToken", separator, 1));
        json.WriteStartObject("special_tokens");
        foreach (var id in (int[])[Classification, Separator])
        {
            json.WriteStartObject(vocabulary[id]);
            json.WriteString("id", vocabulary[id]);
            json.WriteStartArray("ids");
            json.WriteNumberValue(id);
            json.WriteEndArray();
            json.WriteStartArray("tokens");
            json.WriteStringValue(vocabulary[id]);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();

        void WriteSlots(string name, params ReadOnlySpan<(string Kind, string Id, int TypeId)> slots)
        {
            json.WriteStartArray(name);
            foreach (var (kind, id, typeId) in slots)
            {
                json.WriteStartObject();
                json.WriteStartObject(kind);
                json.WriteString("id", id);
                json.WriteNumber("type_id", typeId);
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
    }

    private static void WriteConfig(Utf8JsonWriter json, IReadOnlyList<string> vocabulary, bool lowercase, int maxLength, bool tokenTypes)
    {
        json.WriteStartObject("added_tokens_decoder");
        for (var id = 0; id < WordPieceTrainer.SpecialTokens.Count; id++)
        {
            json.WriteStartObject(id.ToString(CultureInfo.InvariantCulture));
            WriteAddedToken(json, vocabulary[id]);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteBoolean("clean_up_tokenization_spaces", true);
        json.WriteBoolean("do_lower_case", lowercase);
        if (!tokenTypes)
        {
            json.WriteStartArray("model_input_names");
            json.WriteStringValue("input_ids");
            json.WriteStringValue("attention_mask");
            json.WriteEndArray();
        }
        json.WriteNumber("model_max_length", maxLength);
        json.WriteNull("strip_accents");
        json.WriteBoolean("tokenize_chinese_chars", true);
        json.WriteString("tokenizer_class", "BertTokenizer");
        foreach (var (key, id) in Names) json.WriteString(key, vocabulary[id]);
    }

    private static void WriteAddedToken(Utf8JsonWriter json, string token)
    {
        json.WriteString("content", token);
        json.WriteBoolean("single_word", false);
        json.WriteBoolean("lstrip", false);
        json.WriteBoolean("rstrip", false);
        json.WriteBoolean("normalized", false);
        json.WriteBoolean("special", true);
    }

    private static void WriteJson(string path, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        File.WriteAllBytes(path, [.. buffer.WrittenSpan, (byte)'\n']);
    }
}
