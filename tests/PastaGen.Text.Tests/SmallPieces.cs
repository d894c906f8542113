using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace PastaGen.Text.Tests;

/// <summary>A Unigram vocabulary small enough to derive every split by hand, as a tokenizer.json and as a SentencePiece *.model.</summary>
internal static class SmallPieces
{
    public static readonly (string Text, float Score, int Kind)[] Pieces =
    [
        ("<pad>", 0, 3), ("<unk>", 0, 2), ("[CLS]", 0, 3), ("[SEP]", 0, 3), ("[MASK]", 0, 3),
        ("▁", -3, 1), ("▁low", -4, 1), ("low", -5, 1), ("er", -4, 1), ("lower", -8.5f, 1), ("l", -6, 1), ("o", -6, 1), ("w", -6, 1), ("e", -6, 1), ("r", -6, 1),
        ("1,", -2, 1), ("1", -6, 1), (",", -6, 1), ("$$", 0, 4),
    ];

    public static int Id(string piece) => Array.FindIndex(Pieces, entry => entry.Text == piece);

    /// <summary>An encoder from tokenizer.json, some of whose parts may be replaced.</summary>
    public static TextEncoder FromJson(string normalizer = "null", string? preTokenizer = null, string options = "", string morePieces = "", string addedTokens = "")
    {
        using var folder = new TemporaryFolder();
        var special = string.Join(',', Pieces.Take(5).Select((piece, id) => SmallVocabulary.Added(id, piece.Text, special: true)));
        var pieces = string.Join(',', Pieces.Select(piece => $"[{JsonSerializer.Serialize(piece.Text)},{piece.Score.ToString(CultureInfo.InvariantCulture)}]"));
        folder.Write("tokenizer.json", $$"""
            {"added_tokens":[{{special}}{{addedTokens}}],"normalizer":{{normalizer}},
             "pre_tokenizer":{{preTokenizer ?? """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}"""}},
             "post_processor":{"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]},
             "model":{"type":"Unigram","unk_id":1,"vocab":[{{pieces}}{{morePieces}}]{{options}} } }
            """);
        return TextEncoder.Load(folder.Path);
    }

    /// <summary>An encoder from a *.model.</summary>
    public static TextEncoder FromModel(string config, byte[]? model = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("spiece.model"), model ?? Model());
        folder.Write("tokenizer_config.json", config);
        return TextEncoder.Load(folder.Path);
    }

    /// <summary>The bytes of a *.model.</summary>
    public static byte[] Model(int kind = 1, bool byteFallback = false, bool dummyPrefix = true)
    {
        var file = new List<byte>();
        foreach (var (text, score, type) in Pieces)
        {
            var four = new byte[4];
            BinaryPrimitives.WriteSingleLittleEndian(four, score);
            byte[] name = System.Text.Encoding.UTF8.GetBytes(text);
            Message(file, 1, [0x0A, (byte)name.Length, .. name, 0x15, .. four, 0x18, (byte)type]);
        }
        // Field 3 is the kind, 35 byte_fallback, 40 the unknown id; numbers of two bytes are the keys of fields above 15.
        Message(file, 2, [0x18, (byte)kind, 0x98, 0x02, byteFallback ? (byte)1 : (byte)0, 0xC0, 0x02, 1]);
        Message(file, 3, [0x18, dummyPrefix ? (byte)1 : (byte)0]);
        return [.. file];
    }

    private static void Message(List<byte> file, int field, byte[] content)
    {
        file.Add((byte)(field << 3 | 2));
        file.Add((byte)content.Length);
        file.AddRange(content);
    }
}
