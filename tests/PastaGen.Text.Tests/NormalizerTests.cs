using System.Buffers.Binary;

namespace PastaGen.Text.Tests;

/// <summary>What each normalizer makes of a text, and where in the text each of its characters then stands.</summary>
public sealed class NormalizerTests
{
    [Fact]
    public void A_replacement_stands_where_the_last_character_that_it_replaces_stood()
    {
        Same(ReplaceNormalizer.OfText("``", "\""), "a``b", "a\"b", (0, 1), (2, 3), (3, 4));
        Same(ReplaceNormalizer.OfText("a", ""), "abab", "bb", (1, 2), (3, 4));
        Same(ReplaceNormalizer.OfText("a", ""), "ba", "b", (0, 1));
        Same(ReplaceNormalizer.OfText("a", "xyz"), "ab", "xyzb", (0, 1), (0, 1), (0, 1), (1, 2));
        Same(ReplaceNormalizer.OfText("aa", "b"), "aaa", "ba", (1, 2), (2, 3));
        Same(ReplaceNormalizer.OfText("q", "b"), "aaa", "aaa", (0, 1), (1, 2), (2, 3));
        Same(ReplaceNormalizer.OfRunsOfSpaces("▁"), "a b   c", "a b▁c", (0, 1), (1, 2), (2, 3), (5, 6), (6, 7));
        Same(ReplaceNormalizer.OfRunsOfSpaces(""), "   ", "");
    }

    [Fact]
    public void Stripping_leaves_places_as_they_are()
    {
        Same(new StripNormalizer(left: true, right: true), " \u3000a b\n", "a b", (2, 3), (3, 4), (4, 5));
        Same(new StripNormalizer(left: false, right: true), " a ", " a", (0, 1), (1, 2));
        Same(new StripNormalizer(left: true, right: true), "  ", "");
    }

    [Fact]
    public void What_is_inserted_shares_the_place_before_it()
    {
        Same(new UnicodeNormalizer(compatibility: true, composed: false), "ﬁx", "fix", (0, 1), (0, 1), (1, 2));
        Same(new UnicodeNormalizer(compatibility: false, composed: true), "e\u0301x", "éx", (0, 1), (2, 3));
        Same(new NormalizerSequence(new UnicodeNormalizer(true, false), new StripAccentsNormalizer(), new LowercaseNormalizer()), "ÉX²", "ex2", (0, 1), (1, 2), (2, 3));
    }

    [Fact]
    public void Compiled_rules_replace_clusters_and_characters()
    {
        var normalizer = Rules(("ﬁ", "fi"), ("e\u0301", "é"), ("\u0001", ""), ("\t", " "), ("①②", "never"), ("\r\n", "n"));
        Same(normalizer, "xﬁy", "xfiy", (0, 1), (1, 2), (1, 2), (2, 3));
        Same(normalizer, "e\u0301x", "éx", (0, 1), (2, 3));
        Same(normalizer, "a\tb", "a b", (0, 1), (1, 2), (2, 3));
        Same(normalizer, "\r\nx", "nx", (0, 1), (2, 3));
        // Rules look at one cluster, never at two.
        Same(normalizer, "①②", "①②", (0, 1), (1, 2));
        // What vanishes is counted with what stands before it; at the beginning it shifts what follows, as in the Python library.
        Same(normalizer, "x\u0001y", "xy", (0, 1), (2, 3));
        Same(normalizer, "\u0001xy", "xy", (0, 1), (1, 2));
        Same(normalizer, "\0", "\0", (0, 1));
    }

    [Fact]
    public void The_shortest_compiled_rule_decides_for_a_cluster_of_fewer_than_six_bytes()
    {
        var normalizer = Rules(("e", "E"), ("e\u0301", "é"));
        Same(normalizer, "e\u0301x", "Ex", (0, 1), (2, 3));
        // e and two marks have five bytes; with a third mark each character is taken by itself.
        Same(normalizer, "e\u0301\u0301x", "Ex", (0, 1), (3, 4));
        Same(normalizer, "e\u0301\u0301\u0301", "E\u0301\u0301\u0301", (0, 1), (1, 2), (2, 3), (3, 4));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 1, 0, 0, 0, 0, 0, 0 })]
    public void Bytes_that_are_no_rules_are_refused(byte[] bytes)
    {
        Assert.Null(PrecompiledMap.TryRead(bytes));
        var error = Assert.Throws<BadInputException>(() => SmallPieces.FromJson($$"""{"type":"Precompiled","precompiled_charsmap":"{{Convert.ToBase64String(bytes)}}"}"""));
        Assert.Contains("expected \"precompiled_charsmap\" to be SentencePiece's normalization rules in base 64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_of_any_bytes_do_no_harm()
    {
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[4 + 4 * 64 + 20];
            random.NextBytes(bytes);
            BinaryPrimitives.WriteInt32LittleEndian(bytes, 4 * 64);
            new PrecompiledNormalizer(PrecompiledMap.TryRead(bytes)!).Normalize("any text: é ① 한 😀 \r\n");
        }
    }

    [Theory]
    [InlineData("""{"type":"Replace","pattern":{"Regex":"a+"},"content":""}""", "expected \"pattern\" to be")]
    [InlineData("""{"type":"Replace","pattern":{"String":""},"content":""}""", "expected \"pattern\" to be")]
    [InlineData("""{"type":"Strip","both":true}""", "the normalizer Strip has the option \"both\"")]
    [InlineData("""{"type":"Sequence"}""", "expected \"normalizers\" to be an array; found nothing")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"Prepend"}]}""", "the normalizer is of the kind Prepend; supported are")]
    public void What_is_not_done_is_refused(string normalizer, string expected) =>
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => SmallPieces.FromJson(normalizer)).Message, StringComparison.Ordinal);

    private static void Same(AligningNormalizer normalizer, string text, string expected, params (int, int)[] places)
    {
        var (found, starts, ends) = normalizer.Align(text, 0).Finish();
        Assert.Equal(expected, found);
        Assert.Equal(places, starts.Zip(ends));
        Assert.Equal(expected, normalizer.Normalize(text));
        // In the middle of a text all places are as much larger.
        Assert.Equal(places.Select(place => (place.Item1 + 7, place.Item2 + 7)), normalizer.Align(text, 7).Finish() is var later ? later.Starts.Zip(later.Ends) : []);
    }

    // A double-array trie with room to spare: the children of the n-th node stand in the n-th block of 256.
    private static PrecompiledNormalizer Rules(params (string Rule, string Replacement)[] rules)
    {
        var paths = new List<string> { "" };
        foreach (var (rule, _) in rules)
            for (var length = 1; length <= Bytes(rule).Length; length++)
                if (Path(rule, length) is var path && !paths.Contains(path)) paths.Add(path);
        var units = new uint[256 * (paths.Count + 1)];
        var texts = new List<byte>();
        var leaves = rules.ToDictionary(rule => Path(rule.Rule, Bytes(rule.Rule).Length), rule =>
        {
            var place = texts.Count;
            texts.AddRange([.. Bytes(rule.Replacement), 0]);
            return (uint)place;
        });
        for (var node = 0; node < paths.Count; node++)
        {
            var path = paths[node];
            var label = path.Length == 0 ? 0u : path[^1];
            var place = path.Length == 0 ? 0u : Children(paths.IndexOf(path[..^1])) ^ label;
            var isLeaf = leaves.TryGetValue(path, out var value);
            units[place] = (place ^ Children(node)) << 10 | (isLeaf ? 0x100u : 0) | label;
            if (isLeaf) units[Children(node)] = value | 0x8000_0000;
        }
        var bytes = new byte[4 + 4 * units.Length + texts.Count];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, 4 * units.Length);
        for (var i = 0; i < units.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 + 4 * i), units[i]);
        texts.CopyTo(bytes, 4 + 4 * units.Length);
        return new PrecompiledNormalizer(PrecompiledMap.TryRead(bytes)!);

        static uint Children(int node) => 256u * (uint)(node + 1);

        static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

        static string Path(string rule, int length) => string.Concat(Bytes(rule)[..length].Select(value => (char)value));
    }
}
