namespace PastaGen.Text.Tests;

/// <summary>A vocabulary small enough to derive every split by hand, in the two ways that a folder can spell it.</summary>
internal static class SmallVocabulary
{
    // id:   0      1      2      3      4       5    6       7      8     9    10   11   12    13     14   15     16
    private static readonly string[] Tokens =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##aff", "##able", "cafe", ",", "!", "[", "]", "mask", "a", "##a", "中", "straße", "##s", "i", "ss", "#"];

    public static int Id(string token) => Array.IndexOf(Tokens, token) is var id and >= 0 ? id : throw new ArgumentException(token);

    public static int[] Ids(string tokens) => [.. tokens.Split(' ').Select(Id)];

    /// <summary>An encoder from vocab.txt.</summary>
    public static TextEncoder FromVocabularyFile(string config = "{}")
    {
        using var folder = new TemporaryFolder();
        folder.Write("vocab.txt", string.Join('\n', Tokens) + "\n");
        folder.Write("tokenizer_config.json", config);
        return TextEncoder.Load(folder.Path);
    }

    /// <summary>An encoder from tokenizer.json, some of whose parts may be replaced.</summary>
    public static TextEncoder FromJson(string? normalizer = null, string? postProcessor = null, string addedTokens = "", string? preTokenizer = null, string? modelType = "WordPiece")
    {
        using var folder = new TemporaryFolder();
        folder.Write("tokenizer.json", Json(normalizer, postProcessor, addedTokens, preTokenizer, modelType));
        return TextEncoder.Load(folder.Path);
    }

    public static string Json(string? normalizer = null, string? postProcessor = null, string addedTokens = "", string? preTokenizer = null, string? modelType = "WordPiece")
    {
        normalizer ??= """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""";
        preTokenizer ??= """{"type":"BertPreTokenizer"}""";
        postProcessor ??= """{"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]}""";
        var special = string.Join(',', Tokens.Take(5).Select((token, id) => Added(id, token, special: true)));
        var vocabulary = string.Join(',', Tokens.Select((token, id) => $"\"{token}\":{id}"));
        return $$"""
            {"truncation":{"max_length":3},"added_tokens":[{{special}}{{(addedTokens.Length > 0 ? "," : "")}}{{addedTokens}}],
             "normalizer":{{normalizer}},"pre_tokenizer":{{preTokenizer}},"post_processor":{{postProcessor}},
             "model":{"type":"{{modelType}}","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,"vocab":{ {{vocabulary}} } } }
            """;
    }

    public static string Added(int id, string content, bool special = false, bool single = false, bool left = false, bool right = false, bool normalized = false) =>
        $$"""{"id":{{id}},"content":"{{content}}","special":{{Word(special)}},"single_word":{{Word(single)}},"lstrip":{{Word(left)}},"rstrip":{{Word(right)}},"normalized":{{Word(normalized)}} }""";

    private static string Word(bool value) => value ? "true" : "false";
}
