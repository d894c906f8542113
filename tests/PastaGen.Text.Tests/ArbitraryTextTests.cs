using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace PastaGen.Text.Tests;

/// <summary>What holds for any text at all: any UTF-16, broken or not.</summary>
public sealed class ArbitraryTextTests
{
    private static readonly TextEncoder[] Encoders =
    [
        SmallVocabulary.FromVocabularyFile(),
        SmallVocabulary.FromVocabularyFile("""{"do_lower_case": false}"""),
        SmallVocabulary.FromJson("""{"type":"BertNormalizer","clean_text":false,"handle_chinese_chars":false,"strip_accents":true,"lowercase":true}""",
            addedTokens: SmallVocabulary.Added(22, "a!", left: true, right: true) + "," + SmallVocabulary.Added(23, "É", normalized: true)),
    ];

    // Of kinds whose pieces may spell the name of a special token, and whose offsets may be empty where they leave white space out.
    private static readonly TextEncoder[] OtherKinds =
    [
        SmallBytePairs.FromFiles(),
        SmallBytePairs.FromFiles("""{"add_prefix_space": true}"""),
        SmallBytePairs.FromJson(normalizer: """{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Lowercase"}]}""", without: ["x", "\u00e4"]),
        SmallPieces.FromJson(),
        SmallPieces.FromJson(
            """{"type":"Sequence","normalizers":[{"type":"NFKD"},{"type":"Replace","pattern":{"String":"a"},"content":""},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":"▁▁"}]}""",
            """{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Punctuation"},{"type":"Metaspace"}]}"""),
        SmallPieces.FromModel("""{"tokenizer_class": "AlbertTokenizer"}"""),
        SmallPieces.FromModel("""{"tokenizer_class": "XLMRobertaTokenizer"}"""),
        SmallPieces.FromModel("""{"tokenizer_class": "DebertaV2Tokenizer", "do_lower_case": true, "split_by_punct": true, "pad_token": "<pad>", "unk_token": "<unk>"}"""),
    ];

    private static readonly string[] Fragments =
        ["un", "aff", "able", "cafe", "café", "CAFE\u0301", " ", "\t", "[MASK]", "[SEP]", "a!", "É", "中", "한", "İ", "Σ", "\u0323\u0301", "\u0344", "😀", "\ud83d", "\ude00", "\0", "\u200d", "\ufffd", "\ue000", "ß", "!", "…", "\u2028", "low", "lower", "▁", "  ", "'s", "1,", "``", "$$", "x", "ä", "<mask>", "ﬁ", "\r\n"];

    private static readonly Arbitrary<string> Texts = Gen.OneOf(
        Gen.Elements(Fragments).ArrayOf().Select(string.Concat),
        Gen.Choose(0, 0xFFFF).Select(unit => (char)unit).ArrayOf().Select(units => new string(units)),
        Gen.Choose(0, 0x10FFFF).Where(Rune.IsValid).Select(point => new Rune(point).ToString()).ArrayOf().Select(string.Concat)).ToArbitrary();

    [Fact]
    public void Ids_are_in_range_and_special_ids_come_from_the_template_alone() => Check((encoder, text, pair) =>
    {
        var encoding = encoder.Encode(text, pair);
        Assert.All(encoding.Ids, id => Assert.InRange(id, 0, encoder.VocabularySize - 1));
        var special = encoding.Ids.Select(id => id is 2 or 3 or 4 ? 1 : 0);
        Assert.Equal(special, encoding.SpecialMask);
        Assert.Equal(encoder.SpecialTokensPerText(pair is not null), encoding.SpecialMask.Sum());
    });

    [Fact]
    public void Ids_of_other_kinds_are_in_range_and_the_template_is_all_that_is_inserted() => Check(OtherKinds, (encoder, text, pair) =>
    {
        foreach (var asText in (bool[])[true, false])
        {
            var encoding = encoder.Encode(text, pair, asText: asText);
            Assert.All(encoding.Ids, id => Assert.InRange(id, 0, encoder.VocabularySize - 1));
            Assert.Equal(encoder.SpecialTokensPerText(pair is not null), encoding.SpecialMask.Sum());
            Assert.Equal(
                (pair is null ? encoder.Template : encoder.PairTemplate).Split(' ').Where(name => name is not ("A" or "B")),
                encoding.Tokens.Where((_, i) => encoding.SpecialMask[i] == 1));
        }
    });

    [Fact]
    public void Names_of_special_tokens_are_no_tokens_of_bytes() => Check(OtherKinds[..3], (encoder, text, pair) =>
    {
        var encoding = encoder.Encode(text, pair);
        Assert.Equal(encoding.SpecialMask, encoding.Ids.Select(id => id < 5 ? 1 : 0));
    });

    [Fact]
    public void Offsets_lie_in_the_text_and_never_go_back() => Check([.. Encoders, .. OtherKinds], (encoder, text, pair) =>
    {
        foreach (var asText in (bool[])[true, false])
        {
            var encoding = encoder.Encode(text, pair, asText: asText);
            Assert.Equal(encoding.Length, encoding.Offsets.Length);
            Assert.Equal(encoding.Length, encoding.Tokens.Length);
            Assert.Equal(encoding.Length, encoding.TypeIds.Length);
            var (previous, length) = (0, CodePoints(text));
            for (var i = 0; i < encoding.Length; i++)
            {
                var (start, end) = encoding.Offsets[i];
                if (encoding.SpecialMask[i] == 1)
                {
                    Assert.Equal((0, 0), (start, end));
                    (previous, length) = (0, pair is not null && encoding.SpecialOrdinals[i] == 2 ? CodePoints(pair) : length);
                    continue;
                }
                Assert.True(previous <= start && (start < end || start == end && OtherKinds.Contains(encoder)) && end <= length, $"{i}: {start}..{end} after {previous} of {length}");
                previous = start;
            }
        }
    });

    [Fact]
    public void The_ids_are_those_of_the_tokens_that_have_the_offsets() => Check((encoder, text, pair) =>
    {
        var encoding = encoder.Encode(text, pair, asText: false);
        var known = encoding.Tokens.Select(token => token.Trim() is "a!" ? 22 : token is "e" ? 23 : SmallVocabulary.Id(token));
        Assert.Equal(encoding.Ids, known);
    });

    [Fact]
    public void A_cut_row_is_as_long_as_asked_and_a_beginning_of_each_text() => Check([.. Encoders, SmallPieces.FromJson()], (encoder, text, pair) =>
    {
        var (whole, cut) = (encoder.Encode(text, pair), encoder.Encode(text, pair, maxLength: 7));
        Assert.Equal(Math.Min(7, whole.Length), cut.Length);
        Assert.Equal(whole.Length - cut.Length, cut.CutTokens);
        foreach (var type in (int[])[0, 1])
            Assert.Equal(Texts(cut, type), Texts(whole, type).Take(Texts(cut, type).Count));

        static List<int> Texts(Encoding encoding, int type) =>
            [.. Enumerable.Range(0, encoding.Length).Where(i => encoding.TypeIds[i] == type && encoding.SpecialMask[i] == 0).Select(i => encoding.Ids[i])];
    });

    [Fact]
    public void A_normalized_text_of_ascii_is_the_same_on_both_ways() =>
        Prop.ForAll(Gen.Choose(0, 127).Select(unit => (char)unit).ArrayOf().Select(units => new string(units)).ToArbitrary(), text =>
        {
            foreach (var clean in (bool[])[true, false])
                foreach (var lower in (bool[])[true, false])
                {
                    var normalizer = new BertNormalizer(clean, handleChineseChars: true, stripAccents: lower, lower);
                    Assert.Equal(normalizer.Align(text, 0).ToString(), normalizer.Normalize(text));
                }
        }).Check(Config.QuickThrowOnFailure);

    private static void Check(Action<TextEncoder, string, string?> holds) => Check(Encoders, holds);

    private static void Check(TextEncoder[] encoders, Action<TextEncoder, string, string?> holds)
    {
        var pairs = Gen.Zip(Texts.Generator, Gen.OneOf(Gen.Constant((string?)null), Texts.Generator.Select(text => (string?)text)));
        Prop.ForAll(pairs.ToArbitrary(), input =>
        {
            foreach (var encoder in encoders) holds(encoder, input.Item1, input.Item2);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static int CodePoints(string text) => text.EnumerateRunes().Count();
}
