namespace PastaGen.Text.Tests;

/// <summary>Unigram on a vocabulary whose splits can be derived by hand.</summary>
public sealed class UnigramTests
{
    private static readonly TextEncoder Small = SmallPieces.FromJson();

    [Theory]
    [InlineData("lower", "▁low|er")] // -8, where ▁ and lower have -11.5
    [InlineData("lowerlower", "▁low|er|lower")] // lower: -8.5, where low and er have -9
    [InlineData("low low", "▁low|▁low")]
    [InlineData("low  low", "▁low|▁|▁low")]
    [InlineData("low ", "▁low|▁")]
    [InlineData(" low", "▁low")]
    [InlineData("▁low▁low", "▁low|▁low")]
    [InlineData("xylow", "▁|xy|low")]
    [InlineData("中文 r", "▁|中文|▁|r")]
    [InlineData("", "")]
    public void The_pieces_of_the_largest_sum_are_taken(string text, string expected)
    {
        var encoding = Small.Encode(text);
        Assert.Equal(expected.Length == 0 ? [] : expected.Split('|'), encoding.Tokens[1..^1]);
        Assert.Equal(encoding.Tokens[1..^1].Select(token => SmallPieces.Id(token) is >= 0 and var id ? id : 1), encoding.Ids[1..^1]);
    }

    [Fact]
    public void Of_equal_sums_the_longer_last_piece_wins() =>
        // er + e: -10 and e + re: -10; the path that was found first ends in the longer piece.
        Assert.Equal(["▁", "e", "re"], SmallPieces.FromJson(morePieces: """,["re",-4]""").Encode("ere").Tokens[1..^1]);

    [Fact]
    public void A_space_that_the_text_lacks_stands_with_the_first_character()
    {
        Assert.Equal([(0, 1), (0, 2), (2, 5), (5, 9)], Small.Encode("😀xlow low").Offsets[1..^1]);
        Assert.Equal([(0, 3), (3, 5)], Small.Encode("lower").Offsets[1..^1]);
        // After an added token a text begins anew.
        var encoding = Small.Encode("low[MASK]low", asText: false);
        Assert.Equal(["▁low", "[MASK]", "▁low"], encoding.Tokens[1..^1]);
        Assert.Equal([(0, 3), (3, 9), (9, 12)], encoding.Offsets[1..^1]);
    }

    [Theory]
    [InlineData("""{"type":"Metaspace","prepend_scheme":"never"}""", "low low", "low|▁low")]
    [InlineData("""{"type":"Metaspace","add_prefix_space":false,"str_rep":"▁"}""", "low low", "low|▁low")]
    [InlineData("""{"type":"Metaspace","split":false}""", "low low", "▁low|▁low")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace"}]}""", " low\t\u3000low  ", "▁low|▁low")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"Punctuation"},{"type":"Metaspace"}]}""", "low,low", "▁low|▁|,|▁low")]
    public void Words_are_those_of_the_pre_tokenizer(string preTokenizer, string text, string expected) =>
        Assert.Equal(expected.Split('|'), SmallPieces.FromJson(preTokenizer: preTokenizer).Encode(text).Tokens[1..^1]);

    [Fact]
    public void Without_words_pieces_go_over_spaces() =>
        Assert.Equal(["▁low▁low"], SmallPieces.FromJson(preTokenizer: """{"type":"Metaspace","split":false}""", morePieces: """,["▁low▁low",-1]""").Encode("low low").Tokens[1..^1]);

    [Fact]
    public void Bytes_spell_what_pieces_do_not_where_the_model_says_so()
    {
        var encoder = SmallPieces.FromJson(options: ""","byte_fallback":true""", morePieces: """,["<0xC3>",-20],["<0xA9>",-20]""");
        var encoding = encoder.Encode("lowé");
        Assert.Equal(["▁low", "<0xC3>", "<0xA9>"], encoding.Tokens[1..^1]);
        Assert.Equal([(0, 3), (3, 4), (3, 4)], encoding.Offsets[1..^1]);
        Assert.Equal(1, encoder.Encode("lowè").Ids[2]);
    }

    [Fact]
    public void A_model_file_is_laid_out_as_its_class_lays_it_out()
    {
        var encoder = SmallPieces.FromModel("""{"tokenizer_class": "AlbertTokenizer"}""");
        Assert.Equal("[CLS] A [SEP] B [SEP]", encoder.PairTemplate);
        Assert.Equal(0, encoder.PadId);
        // Lower case and no accents; a number with a comma is never one piece.
        Assert.Equal(["▁low", "er", "1", ","], encoder.Encode("LÓWER1,").Tokens[1..^1]);
        Assert.Equal(["▁low", " [MASK]"], encoder.Encode("low [MASK]", asText: false).Tokens[1..^1]);
        // A piece defined by the user is a token wherever it stands, in texts read as text too.
        Assert.Equal(["▁low", "$$", "▁low"], encoder.Encode("low$$low").Tokens[1..^1]);
        Assert.Equal(encoder.Digest, SmallPieces.FromModel("""{"tokenizer_class": "AlbertTokenizerFast"}""").Digest);
        Assert.NotEqual(encoder.Digest, SmallPieces.FromModel("""{"tokenizer_class": "AlbertTokenizer", "keep_accents": true}""").Digest);
    }

    [Fact]
    public void The_classes_give_pieces_their_ids()
    {
        var shifted = SmallPieces.FromModel("""{"tokenizer_class": "XLMRobertaTokenizer"}""");
        Assert.Equal("<s> A </s> </s> B </s>", shifted.PairTemplate);
        // Four special tokens come first and three pieces of the file are left out.
        Assert.Equal([0, SmallPieces.Id("▁low") + 1, 2], shifted.Encode("low").Ids);
        Assert.Equal(SmallPieces.Pieces.Length + 2, shifted.VocabularySize);
    }

    [Theory]
    [InlineData("""{"tokenizer_class": "T5Tokenizer"}""", "is of the kind T5Tokenizer; supported with a SentencePiece model are")]
    [InlineData("""{"tokenizer_class": "AlbertTokenizer", "sep_token": "[none]"}""", "expected the special token \"[none]\" among its pieces; found none")]
    public void A_model_file_that_cannot_be_laid_out_is_refused(string config, string expected) =>
        Assert.Contains(expected, Error(() => SmallPieces.FromModel(config)), StringComparison.Ordinal);

    [Fact]
    public void A_model_file_of_another_kind_is_named()
    {
        const string albert = """{"tokenizer_class": "AlbertTokenizer"}""";
        Assert.Contains("is of the kind BPE; supported is Unigram", Error(() => SmallPieces.FromModel(albert, SmallPieces.Model(kind: 2))), StringComparison.Ordinal);
        Assert.Contains("byte_fallback", Error(() => SmallPieces.FromModel(albert, SmallPieces.Model(byteFallback: true))), StringComparison.Ordinal);
        Assert.Contains("add_dummy_prefix", Error(() => SmallPieces.FromModel(albert, SmallPieces.Model(dummyPrefix: false))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_file_cut_anywhere_is_read_or_refused_but_never_more()
    {
        var whole = SmallPieces.Model();
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            var error = Record.Exception(() => SmallPieces.FromModel("""{"tokenizer_class": "AlbertTokenizer"}""", cut));
            Assert.True(error is null or BadInputException, $"{length}: {error}");
        }
    }

    [Theory]
    [InlineData(""","unk_id":19""", "expected \"unk_id\" to be the place of a piece, from 0 to 18; found 19")]
    [InlineData(""","vocab":[["a"]]""", "expected \"vocab\" to be an array of pieces and scores; found [\"a\"]")]
    [InlineData(""","fold":true""", "the Unigram model has the option \"fold\", which is not supported")]
    public void Options_that_are_not_done_are_refused(string options, string expected) =>
        Assert.Contains(expected, Error(() => SmallPieces.FromJson(options: options)), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"Metaspace","prepend_scheme":"first"}""", "expected \"prepend_scheme\" to be \"always\" or \"never\"; found \"first\"")]
    [InlineData("""{"type":"Metaspace","replacement":"_"}""", "expected \"replacement\" to be \"▁\"; found \"_\"")]
    [InlineData("""{"type":"Digits"}""", "the pre_tokenizer is of the kind Digits; a Unigram tokenizer is supported with Metaspace")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"Digits"},{"type":"Metaspace"}]}""", "is of the kind Digits, Metaspace")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"Punctuation","behavior":"Removed"},{"type":"Metaspace"}]}""", "expected \"behavior\" to be \"Isolated\"")]
    public void Pre_tokenizers_that_are_not_done_are_refused(string preTokenizer, string expected) =>
        Assert.Contains(expected, Error(() => SmallPieces.FromJson(preTokenizer: preTokenizer)), StringComparison.Ordinal);

    private static string Error(Func<TextEncoder> load) => Assert.Throws<BadInputException>(load).Message;
}
