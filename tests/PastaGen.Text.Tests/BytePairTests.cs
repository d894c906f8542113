namespace PastaGen.Text.Tests;

/// <summary>Byte-level BPE on a vocabulary whose splits can be derived by hand.</summary>
public sealed class BytePairTests
{
    private const string G = "\u0120";
    private static readonly TextEncoder Small = SmallBytePairs.FromFiles();

    [Fact]
    public void The_first_pair_of_the_list_is_merged_first()
    {
        Assert.Equal(SmallBytePairs.Ids("<s>", "n", "er", "</s>"), SmallBytePairs.FromFiles(merges: "e r\nn e\n").Encode("ner").Ids);
        Assert.Equal(SmallBytePairs.Ids("<s>", "ne", "r", "</s>"), SmallBytePairs.FromFiles(merges: "n e\ne r\n").Encode("ner").Ids);
        Assert.Equal(SmallBytePairs.Ids("<s>", "lower", G + "low", "er", G + "new", "</s>"), Small.Encode("lower lower new").Ids);
    }

    [Theory]
    [InlineData("low low", "low|Ġlow")]
    [InlineData("low  low", "low|Ġ|Ġlow")]
    [InlineData("low\n\n new", "low|Ċ|Ċ|Ġnew")]
    [InlineData("low  ", "low|Ġ|Ġ")]
    [InlineData("low's 'n 'tis", "low|'|s|Ġ|'|n|Ġ|'|t|i|s")]
    [InlineData("n'twe'Re", "n|'|t|w|e|'|R|e")]
    [InlineData("low12 low", "low|1|2|Ġlow")]
    [InlineData("é?!", "Ã©|?|!")]
    [InlineData("e\u0301", "e|Ì|ģ")]
    [InlineData("\u00a0low", "Â|ł|low")]
    [InlineData("", "")]
    public void Words_end_where_the_pattern_of_words_ends_them(string text, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : expected.Split('|'), Small.Encode(text).Tokens[1..^1]);

    [Fact]
    public void Offsets_leave_white_space_out_and_are_whole_characters()
    {
        var encoding = Small.Encode("low  😀é");
        Assert.Equal(["<s>", "low", G, G, "ð", "Ł", "ĺ", "Ģ", "Ã©", "</s>"], encoding.Tokens);
        Assert.Equal([(0, 0), (0, 3), (4, 4), (5, 5), (5, 6), (5, 6), (5, 6), (5, 6), (6, 7), (0, 0)], encoding.Offsets);
    }

    [Fact]
    public void Offsets_of_added_tokens_leave_the_white_space_out_that_they_take()
    {
        var encoder = SmallBytePairs.FromFiles("""{"mask_token": {"content": "<mask>", "lstrip": true, "rstrip": true}}""");
        var encoding = encoder.Encode("low  <mask> new", asText: false);
        Assert.Equal(["low", "  <mask> ", "new"], encoding.Tokens[1..^1]);
        Assert.Equal([(0, 3), (5, 11), (12, 15)], encoding.Offsets[1..^1]);
    }

    [Fact]
    public void Offsets_keep_white_space_where_no_post_processor_trims_them()
    {
        var template = """{"type":"TemplateProcessing","single":[{"Sequence":{"id":"A"}}],"pair":[{"Sequence":{"id":"A"}},{"Sequence":{"id":"B"}}],"special_tokens":{} }""";
        Assert.Equal([(0, 3), (3, 7)], SmallBytePairs.FromJson(postProcessor: template).Encode("low low").Offsets);
        var trimming = $$"""{"type":"Sequence","processors":[{"type":"ByteLevel","trim_offsets":true},{{template}}]}""";
        Assert.Equal([(0, 3), (4, 7)], SmallBytePairs.FromJson(postProcessor: trimming).Encode("low low").Offsets);
    }

    [Fact]
    public void A_space_can_be_put_before_the_text()
    {
        var prefixed = SmallBytePairs.FromFiles("""{"add_prefix_space": true}""");
        Assert.Equal([G + "low", G + "low"], prefixed.Encode("low low").Tokens[1..^1]);
        Assert.Equal([G + "low"], prefixed.Encode(" low").Tokens[1..^1]);
        Assert.Equal([G, "Ċ", "low"], prefixed.Encode("\nlow").Tokens[1..^1]);
        Assert.Equal([G, "Ċ"], prefixed.Encode("\n").Tokens[1..^1]);
        Assert.Equal([], prefixed.Encode("").Tokens[1..^1]);
        Assert.Equal([(0, 3), (4, 7)], prefixed.Encode("low low").Offsets[1..^1]);
        Assert.Equal(["<mask>", G, "x"], prefixed.Encode("<mask>x", asText: false).Tokens[1..^1]);
        Assert.Equal([(0, 6), (6, 7), (6, 7)], prefixed.Encode("<mask>x", asText: false).Offsets[1..^1]);
    }

    [Fact]
    public void A_pair_has_two_separators_in_its_middle_and_one_type()
    {
        Assert.Equal("<s> A </s> </s> B </s>", Small.PairTemplate);
        var pair = Small.Encode("low", "new");
        Assert.Equal(SmallBytePairs.Ids("<s>", "low", "</s>", "</s>", "ne", "w", "</s>")[..4], pair.Ids[..4]);
        Assert.All(pair.TypeIds, type => Assert.Equal(0, type));
        Assert.Equal(4, pair.SpecialMask.Sum());
        Assert.Equal(1, Small.PadId);
    }

    [Fact]
    public void Every_spelling_of_the_tokenizer_encodes_alike_and_has_one_digest()
    {
        string[] digests = [SmallBytePairs.FromFiles().Digest, SmallBytePairs.FromJson().Digest, SmallBytePairs.FromJson(mergesAsPairs: true).Digest];
        Assert.Single(digests.Distinct());
        Assert.NotEqual(digests[0], SmallBytePairs.FromFiles(merges: "e r\nl o\nlo w\n").Digest);
        Assert.NotEqual(digests[0], SmallBytePairs.FromFiles("""{"add_prefix_space": true}""").Digest);
        Assert.NotEqual(digests[0], SmallBytePairs.FromJson(normalizer: """{"type":"NFC"}""").Digest);
    }

    [Fact]
    public void A_normalizer_comes_first()
    {
        var encoding = SmallBytePairs.FromJson(normalizer: """{"type":"NFC"}""").Encode("e\u0301low");
        Assert.Equal(["Ã©", "low"], encoding.Tokens[1..^1]);
        Assert.Equal([(0, 1), (2, 5)], encoding.Offsets[1..^1]);
    }

    [Fact]
    public void A_byte_without_a_token_is_dropped_or_unknown()
    {
        Assert.Equal(["low"], SmallBytePairs.FromJson(without: ["x"]).Encode("xlow").Tokens[1..^1]);
        Assert.Equal(SmallBytePairs.Ids("<unk>", "<unk>", "low"), SmallBytePairs.FromJson(options: ""","unk_token":"<unk>" """, without: ["x"]).Encode("xxlow").Ids[1..^1]);
        var fused = SmallBytePairs.FromJson(options: ""","unk_token":"<unk>","fuse_unk":true """, without: ["x"]).Encode("xxlow");
        Assert.Equal(SmallBytePairs.Ids("<unk>", "low"), fused.Ids[1..^1]);
        Assert.Equal([(0, 2), (2, 5)], fused.Offsets[1..^1]);
    }

    [Fact]
    public void Merges_are_passed_over_for_a_whole_word_where_the_model_says_so()
    {
        Assert.Equal(["ne", "w"], SmallBytePairs.FromJson(without: ["ne w"]).Encode("new").Tokens[1..^1]);
        Assert.Equal(["new"], SmallBytePairs.FromJson(options: ""","ignore_merges":true """, without: ["ne w"]).Encode("new").Tokens[1..^1]);
    }

    [Fact]
    public void Names_of_special_tokens_are_tokens_only_where_asked()
    {
        Assert.Equal(SmallBytePairs.Ids("low", G, "<mask>"), Small.Encode("low <mask>", asText: false).Ids[1..^1]);
        Assert.DoesNotContain(SmallBytePairs.Ids("<mask>")[0], Small.Encode("low <mask>").Ids);
        Assert.Equal(
            SmallBytePairs.Ids("low", "<mask>"),
            SmallBytePairs.FromFiles("""{"mask_token": {"content": "<mask>", "lstrip": true}}""").Encode("low <mask>", asText: false).Ids[1..^1]);
    }

    [Fact]
    public void The_tokenizer_decodes_what_it_encodes()
    {
        const string text = "lower é 😀\n new";
        Assert.Equal(text, Small.Tokenizer.Decode(Small.Tokenizer.EncodeToIds(text)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Small.Tokenizer.Decode([100_000]));
        Span<char> tooSmall = stackalloc char[2];
        Assert.Equal(System.Buffers.OperationStatus.DestinationTooSmall, Small.Tokenizer.Decode(Small.Tokenizer.EncodeToIds(text), tooSmall, out _, out _));
    }

    [Theory]
    [InlineData("l o w\n", "merges.txt:2: expected two tokens")]
    [InlineData("q z\n", "merges.txt:2: expected two tokens of vocab.json, and with them the token that they make; found \"q z\"")]
    public void Merges_that_are_none_are_refused(string merges, string expected) =>
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => SmallBytePairs.FromFiles(merges: merges)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(""","dropout":0.1 """, "expected \"dropout\" to be null or 0")]
    [InlineData(""","end_of_word_suffix":"</w>" """, "expected \"end_of_word_suffix\" to be null or empty")]
    [InlineData(""","byte_fallback":true """, "expected \"byte_fallback\" to be false")]
    [InlineData(""","unk_token":"none" """, "expected the unknown token \"none\"")]
    [InlineData(""","fold":1 """, "the BPE model has the option \"fold\", which is not supported")]
    public void Options_that_are_not_done_are_refused(string options, string expected) =>
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => SmallBytePairs.FromJson(options: options)).Message, StringComparison.Ordinal);
}
