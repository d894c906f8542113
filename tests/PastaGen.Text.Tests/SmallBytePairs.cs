using System.Text.Json;

namespace PastaGen.Text.Tests;

/// <summary>A byte-level vocabulary with a token for every byte and a few merges, in the two ways that a folder can spell it.</summary>
internal static class SmallBytePairs
{
    private static readonly string[] Special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"];
    private static readonly string[] MergeList = ["l o", "lo w", "\u0120 low", "e r", "low er", "n e", "ne w", "\u0120 new", "\u00c3 \u00a9"];

    /// <summary>Tokens and ids: the special ones, the bytes in the order of their characters, what the merges make.</summary>
    public static readonly IReadOnlyDictionary<string, int> Vocabulary =
        Special.Concat(Bytes()).Concat(MergeList.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal))).Distinct()
            .Select((token, id) => (token, id)).ToDictionary(entry => entry.token, entry => entry.id);

    public static int[] Ids(params string[] tokens) => [.. tokens.Select(token => Vocabulary[token])];

    /// <summary>An encoder from vocab.json and merges.txt.</summary>
    public static TextEncoder FromFiles(string config = "{}", string? merges = null)
    {
        using var folder = new TemporaryFolder();
        folder.Write("vocab.json", JsonSerializer.Serialize(Vocabulary));
        folder.Write("merges.txt", "#version: 0.2\n" + (merges ?? string.Join('\n', MergeList) + "\n"));
        folder.Write("tokenizer_config.json", config);
        return TextEncoder.Load(folder.Path);
    }

    /// <summary>An encoder from tokenizer.json, some of whose parts may be replaced.</summary>
    public static TextEncoder FromJson(
        string normalizer = "null",
        string preTokenizer = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}""",
        string postProcessor = """{"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0],"trim_offsets":true,"add_prefix_space":false}""",
        string options = "",
        bool mergesAsPairs = false,
        string[]? without = null)
    {
        using var folder = new TemporaryFolder();
        var vocabulary = Vocabulary.Where(entry => without?.Contains(entry.Key) != true).ToDictionary();
        var merges = MergeList.Where(merge => without?.Any(merge.Contains) != true);
        var list = mergesAsPairs ? JsonSerializer.Serialize(merges.Select(merge => merge.Split(' '))) : JsonSerializer.Serialize(merges);
        var added = string.Join(',', Special.Select(token => SmallVocabulary.Added(Vocabulary[token], token, special: true)));
        folder.Write("tokenizer.json", $$"""
            {"added_tokens":[{{added}}],"normalizer":{{normalizer}},"pre_tokenizer":{{preTokenizer}},"post_processor":{{postProcessor}},
             "model":{"type":"BPE","vocab":{{JsonSerializer.Serialize(vocabulary)}},"merges":{{list}}{{options}} } }
            """);
        return TextEncoder.Load(folder.Path);
    }

    // The printable characters of Latin-1 stand for themselves; those from U+0100 on for the other bytes, in order.
    private static IEnumerable<string> Bytes() =>
        Enumerable.Range('!', '~' - '!' + 1).Concat(Enumerable.Range(0xA1, 0xAC - 0xA1 + 1)).Concat(Enumerable.Range(0xAE, 0xFF - 0xAE + 1))
            .Concat(Enumerable.Range(0x100, 68)).Select(point => ((char)point).ToString());
}
