namespace PastaGen.Text.Tests;

/// <summary>Encodings of a small vocabulary, derived by hand.</summary>
public sealed class EncodingTests
{
    private static readonly TextEncoder Uncased = SmallVocabulary.FromVocabularyFile();

    [Theory]
    [InlineData("unaffable", "[CLS] un ##aff ##able [SEP]")]
    [InlineData("UNaffable,!", "[CLS] un ##aff ##able , ! [SEP]")]
    [InlineData("café CAFÉ cafe\u0301", "[CLS] cafe cafe cafe [SEP]")]
    [InlineData("una", "[CLS] un ##a [SEP]")]
    [InlineData("unknown", "[CLS] [UNK] [SEP]")]
    [InlineData("a\tcafe\r\n中a中", "[CLS] a cafe 中 a 中 [SEP]")]
    [InlineData("a\u200Ba\u0000\uFFFD\u0007", "[CLS] a ##a [SEP]")]
    [InlineData("\u00A0a\u3000a\u2028a", "[CLS] a a a [SEP]")]
    [InlineData("", "[CLS] [SEP]")]
    [InlineData(" \t ", "[CLS] [SEP]")]
    [InlineData("##able", "[CLS] # # [UNK] [SEP]")]
    [InlineData("STRASSE Straße", "[CLS] [UNK] straße [SEP]")]
    [InlineData("İ", "[CLS] i [SEP]")]
    [InlineData("a\U0001F923", "[CLS] [UNK] [SEP]")]
    public void Words_are_spelled_with_the_longest_pieces(string text, string expected)
    {
        Assert.Equal(expected.Split(' '), Uncased.Encode(text).Tokens);
        Assert.Equal(SmallVocabulary.Ids(expected), Uncased.Encode(text).Ids);
    }

    [Fact]
    public void Cased_text_keeps_case_and_accents()
    {
        var cased = SmallVocabulary.FromVocabularyFile("""{"do_lower_case": false}""");
        Assert.Equal(["[CLS]", "un", "##aff", "##able", "[UNK]", "[UNK]", "cafe", "[SEP]"], cased.Encode("unaffable Un café cafe").Tokens);
    }

    [Fact]
    public void Accents_can_be_kept_where_case_is_not() =>
        Assert.Equal(
            ["[CLS]", "[UNK]", "cafe", "[SEP]"],
            SmallVocabulary.FromVocabularyFile("""{"strip_accents": false}""").Encode("café CAFE").Tokens);

    [Fact]
    public void A_word_of_more_than_a_hundred_characters_is_unknown()
    {
        Assert.Equal(102, Uncased.Encode(new string('a', 100)).Length);
        Assert.Equal(["[CLS]", "[UNK]", "[SEP]"], Uncased.Encode(new string('a', 101)).Tokens);
    }

    [Fact]
    public void Offsets_count_code_points_of_the_text_as_it_was_given()
    {
        // The emoji is one code point and two UTF-16 units; the accent is a code point of its own and belongs to no token.
        var encoding = Uncased.Encode("😀 cafe\u0301a中un");
        Assert.Equal(["[CLS]", "[UNK]", "cafe", "##a", "中", "un", "[SEP]"], encoding.Tokens);
        Assert.Equal([(0, 0), (0, 1), (2, 6), (7, 8), (8, 9), (9, 11), (0, 0)], encoding.Offsets);
    }

    [Fact]
    public void A_pair_has_types_ordinals_and_offsets_of_its_own()
    {
        var encoding = Uncased.Encode("una", "a , a");
        Assert.Equal(["[CLS]", "un", "##a", "[SEP]", "a", ",", "a", "[SEP]"], encoding.Tokens);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], encoding.TypeIds);
        Assert.Equal([1, 0, 0, 1, 0, 0, 0, 1], encoding.SpecialMask);
        Assert.Equal([1, 0, 0, 2, 0, 0, 0, 3], encoding.SpecialOrdinals);
        Assert.Equal([(0, 0), (0, 2), (2, 3), (0, 0), (0, 1), (2, 3), (4, 5), (0, 0)], encoding.Offsets);
    }

    [Theory]
    [InlineData(5, 5, 9, 3, 3)] // six places: three each
    [InlineData(5, 5, 10, 3, 4)] // equally long: the odd place goes to the pair
    [InlineData(9, 5, 10, 4, 3)] // the odd place stays with the longer
    [InlineData(9, 2, 10, 5, 2)] // the short text is whole
    [InlineData(2, 9, 10, 2, 5)]
    [InlineData(4, 3, 10, 4, 3)] // fits
    [InlineData(4, 3, 3, 0, 0)]
    public void A_pair_is_cut_from_the_longer_text_first(int text, int pair, int maxLength, int keptOfText, int keptOfPair)
    {
        var encoding = Uncased.Encode(Many("a", text), Many(",", pair), maxLength);
        Assert.Equal(
            ["[CLS]", .. Enumerable.Repeat("a", keptOfText), "[SEP]", .. Enumerable.Repeat(",", keptOfPair), "[SEP]"],
            encoding.Tokens);
        Assert.Equal(text + pair - keptOfText - keptOfPair, encoding.CutTokens);
    }

    [Fact]
    public void A_text_is_cut_within_a_word_to_the_length_asked_for()
    {
        var encoding = Uncased.Encode("unaffable", maxLength: 4);
        Assert.Equal(["[CLS]", "un", "##aff", "[SEP]"], encoding.Tokens);
        Assert.Equal(1, encoding.CutTokens);
        Assert.Throws<ArgumentOutOfRangeException>(() => Uncased.Encode("a", maxLength: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Uncased.Encode("a", "a", maxLength: 2));
    }

    [Fact]
    public void The_name_of_a_special_token_is_text_unless_asked_otherwise()
    {
        var asText = Uncased.Encode("a [MASK] [mask]");
        Assert.Equal(["[CLS]", "a", "[", "mask", "]", "[", "mask", "]", "[SEP]"], asText.Tokens);

        var asToken = Uncased.Encode("a [MASK] [mask][SEP]", asText: false);
        Assert.Equal(["[CLS]", "a", "[MASK]", "[", "mask", "]", "[SEP]", "[SEP]"], asToken.Tokens);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 2], asToken.SpecialOrdinals);
        Assert.Equal([(0, 0), (0, 1), (2, 8), (9, 10), (10, 14), (14, 15), (15, 20), (0, 0)], asToken.Offsets);
    }

    [Fact]
    public void Ordinals_of_ids_made_elsewhere_count_template_ids_where_the_mask_is_one()
    {
        long[] ids = [2, 14, 3, 14, 4, 3, 3, 0];
        Assert.Equal([1, 0, 2, 0, 0, 3, 0, 0], Uncased.SpecialOrdinals(ids, [1, 1, 1, 1, 1, 1, 0, 0]));
        Assert.Throws<ArgumentException>(() => Uncased.SpecialOrdinals(ids, [1]));
    }

    [Fact]
    public void Lone_surrogates_are_dropped_and_count_as_one_code_point()
    {
        var encoding = Uncased.Encode("\ud800a,\udc00a");
        Assert.Equal(["[CLS]", "a", ",", "a", "[SEP]"], encoding.Tokens);
        Assert.Equal([(0, 0), (1, 2), (2, 3), (4, 5), (0, 0)], encoding.Offsets);
    }

    [Fact]
    public void Facts_of_the_tokenizer_can_be_asked()
    {
        Assert.Equal("[CLS] A [SEP]", Uncased.Template);
        Assert.Equal("[CLS] A [SEP] B [SEP]", Uncased.PairTemplate);
        Assert.Equal(2, Uncased.SpecialTokensPerText(pair: false));
        Assert.Equal(3, Uncased.SpecialTokensPerText(pair: true));
        Assert.Equal(0, Uncased.PadId);
        Assert.Equal(22, Uncased.VocabularySize);
        Assert.Null(Uncased.MaxLength);
        Assert.Equal(512, SmallVocabulary.FromVocabularyFile("""{"model_max_length": 512}""").MaxLength);
        Assert.Null(SmallVocabulary.FromVocabularyFile("""{"model_max_length": 1000000000000000019884624838656}""").MaxLength);
    }

    [Fact]
    public async Task One_encoder_serves_many_threads()
    {
        string[] texts = [.. Enumerable.Range(0, 2_000).Select(i => $"una{i % 7} café, {(char)('a' + i % 26)}unaffable!")];
        var alone = texts.Select(text => Uncased.Encode(text).Ids).ToList();
        var encoder = SmallVocabulary.FromVocabularyFile();
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => texts.Select(text => encoder.Encode(text).Ids).ToList())));
        Assert.All(together, ids => Assert.Equal(alone, ids));
    }

    private static string Many(string word, int count) => string.Join(' ', Enumerable.Repeat(word, count));
}
