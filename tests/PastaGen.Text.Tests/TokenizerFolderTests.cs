namespace PastaGen.Text.Tests;

/// <summary>What a folder's files say about a tokenizer, and the sentence where they cannot be used.</summary>
public sealed class TokenizerFolderTests
{
    [Fact]
    public void Both_spellings_of_a_tokenizer_encode_alike_and_have_one_digest()
    {
        var (text, json) = (SmallVocabulary.FromVocabularyFile(), SmallVocabulary.FromJson());
        Assert.Equal(text.Digest, json.Digest);
        Assert.Equal(64, text.Digest.Length);
        Assert.Equal(text.Encode("una, café", "!").Ids, json.Encode("una, café", "!").Ids);
    }

    [Fact]
    public void The_digest_changes_with_whatever_changes_the_encoding()
    {
        string[] digests =
        [
            SmallVocabulary.FromJson().Digest,
            SmallVocabulary.FromVocabularyFile("""{"do_lower_case": false}""").Digest,
            SmallVocabulary.FromVocabularyFile("""{"strip_accents": false}""").Digest,
            SmallVocabulary.FromVocabularyFile("""{"cls_token": "[SEP]", "sep_token": "[CLS]"}""").Digest,
            SmallVocabulary.FromJson(postProcessor: """{"type":"RobertaProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]}""").Digest,
            SmallVocabulary.FromJson(addedTokens: SmallVocabulary.Added(22, "new")).Digest,
        ];
        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void A_template_is_read_piece_by_piece()
    {
        var encoder = SmallVocabulary.FromJson(postProcessor: """
            {"type":"TemplateProcessing",
             "single":[{"SpecialToken":{"id":"start","type_id":1}},{"Sequence":{"id":"A","type_id":1}}],
             "pair":[{"Sequence":{"id":"B","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}},{"Sequence":{"id":"A","type_id":1}}],
             "special_tokens":{"start":{"id":"start","ids":[2,4],"tokens":["[CLS]","[MASK]"]},"[SEP]":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}}
            """);
        Assert.Equal("[CLS] [MASK] A", encoder.Template);
        Assert.Equal("B [SEP] A", encoder.PairTemplate);
        Assert.Equal([2, 4, 14], encoder.Encode("a").Ids);
        Assert.Equal([1, 2, 0], encoder.Encode("a").SpecialOrdinals);
        Assert.Equal([1, 1, 1], encoder.Encode("a").TypeIds);
        var pair = encoder.Encode("a", ", ,");
        Assert.Equal(SmallVocabulary.Ids(", , [SEP] a"), pair.Ids);
        Assert.Equal([0, 0, 0, 1], pair.TypeIds);
    }

    [Fact]
    public void Without_a_post_processor_nothing_is_inserted()
    {
        var encoder = SmallVocabulary.FromJson(postProcessor: "null");
        Assert.Equal(SmallVocabulary.Ids("a ,"), encoder.Encode("a", ",").Ids);
        Assert.Equal([0, 1], encoder.Encode("a", ",").TypeIds);
    }

    [Fact]
    public void Added_tokens_that_are_not_special_are_found_in_text_read_as_text()
    {
        var encoder = SmallVocabulary.FromJson(addedTokens: string.Join(',',
            SmallVocabulary.Added(22, "una!"),
            SmallVocabulary.Added(23, "una!a", left: true, right: true),
            SmallVocabulary.Added(24, "Café", normalized: true),
            SmallVocabulary.Added(25, "!!", single: true)));
        Assert.Equal(26, encoder.VocabularySize);
        // The longest wins and takes the spaces beside it; case counts.
        var encoding = encoder.Encode("a una!  una!a a UNA!");
        Assert.Equal([2, 14, 22, 23, 14, 5, 15, 10, 3], encoding.Ids);
        Assert.Equal([(0, 0), (0, 1), (2, 6), (6, 14), (14, 15), (16, 18), (18, 19), (19, 20), (0, 0)], encoding.Offsets);
        // A normalized one is found by its normalized form, anywhere in a word.
        Assert.Equal([2, 14, 24, 14, 3], encoder.Encode("aCAFE\u0301a").Ids);
        Assert.Equal([(0, 0), (0, 1), (1, 5), (6, 7), (0, 0)], encoder.Encode("aCAFE\u0301a").Offsets);
        // A single word is none beside letters.
        Assert.Equal([2, 14, 10, 10, 25, 3], encoder.Encode("a!! !!").Ids);
    }

    [Fact]
    public void The_normalizers_options_are_honored()
    {
        var encoder = SmallVocabulary.FromJson("""{"type":"BertNormalizer","clean_text":false,"handle_chinese_chars":false,"strip_accents":false,"lowercase":true}""");
        Assert.Equal(["[CLS]", "[UNK]", "a", "cafe", "中", "##a", "[UNK]", "[SEP]"], encoder.Encode("a\u0007 A CAFE 中a CAFÉ").Tokens);
    }

    [Fact]
    public void Special_names_may_be_objects_or_stand_in_the_map_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("vocab.txt", "<p>\n<u>\n<c>\n<s>\n[MASK]\na\n");
        folder.Write("tokenizer_config.json", """{"cls_token": {"content": "<c>", "lstrip": false}, "unk_token": "<u>"}""");
        folder.Write("special_tokens_map.json", """{"sep_token": "<s>", "pad_token": {"content": "<p>"}, "cls_token": "[ignored]"}""");
        var encoder = TextEncoder.Load(folder.Path);
        Assert.Equal("<c> A <s>", encoder.Template);
        Assert.Equal(0, encoder.PadId);
        Assert.Equal([2, 5, 1, 3], encoder.Encode("a b").Ids);
    }

    [Fact]
    public void A_vocabulary_may_have_holes_and_windows_line_ends()
    {
        using var folder = new TemporaryFolder();
        folder.Write("vocab.txt", "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n\r\na\r\na\r\n");
        var encoder = TextEncoder.Load(folder.Path);
        Assert.Equal([2, 6, 3], encoder.Encode("a").Ids);
    }

    [Fact]
    public void A_json_file_that_is_not_utf8_is_said_to_be()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("tokenizer.json"), [.. "{\"model\":{\"type\":\"Wörd\"}}"u8]);
        Assert.Contains("is of the kind Wörd", Error(() => TextEncoder.Load(folder.Path)), StringComparison.Ordinal);
        File.WriteAllBytes(folder.File("tokenizer.json"), [.. "{\"model\":{\"type\":\"W"u8, 0xF6, .. "rd\"}}"u8]);
        Assert.Equal($"{folder.File("tokenizer.json")}: is not UTF-8; save the file as UTF-8", Error(() => TextEncoder.Load(folder.Path)));
    }

    [Fact]
    public void A_json_file_may_begin_with_a_byte_order_mark()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tokenizer.json", "\uFEFF" + SmallVocabulary.Json());
        Assert.Equal(SmallVocabulary.FromJson().Digest, TextEncoder.Load(folder.Path).Digest);
    }

    [Theory]
    [InlineData("BertJapaneseTokenizer")]
    [InlineData("EsmTokenizer")]
    public void A_vocabulary_file_of_a_tokenizer_that_splits_otherwise_is_refused(string kind) =>
        Assert.Contains($"is of the kind {kind}; supported are", Error(() => SmallVocabulary.FromVocabularyFile($$"""{"tokenizer_class": "{{kind}}"}""")), StringComparison.Ordinal);

    [Fact]
    public void A_tokenizer_of_another_kind_is_named() =>
        Assert.Contains(
            "is of the kind WordLevel; supported are WordPiece, byte-level BPE and Unigram tokenizers",
            Error(() => SmallVocabulary.FromJson(modelType: "WordLevel")), StringComparison.Ordinal);

    [Fact]
    public void Parts_of_another_kind_are_named()
    {
        Assert.Contains("normalizer is of the kind Nmt", Error(() => SmallVocabulary.FromJson("""{"type":"Nmt"}""")), StringComparison.Ordinal);
        Assert.Contains("pre_tokenizer is of the kind Metaspace", Error(() => SmallVocabulary.FromJson(preTokenizer: """{"type":"Metaspace"}""")), StringComparison.Ordinal);
        Assert.Contains("pre_tokenizer is of the kind null", Error(() => SmallVocabulary.FromJson(preTokenizer: "null")), StringComparison.Ordinal);
        Assert.Contains("post_processor is of the kind Other", Error(() => SmallVocabulary.FromJson(postProcessor: """{"type":"Other"}""")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_that_is_not_known_is_named() =>
        Assert.Contains(
            "the BertNormalizer has the option \"fold\", which is not supported",
            Error(() => SmallVocabulary.FromJson("""{"type":"BertNormalizer","fold":true}""")), StringComparison.Ordinal);

    [Theory]
    [InlineData("vocab.json", "{}", "has a vocab.json but no merges.txt; expected both")]
    [InlineData("spiece.model", "", "expected a \"tokenizer_class\" in tokenizer_config.json or a \"model_type\" in config.json beside it")]
    [InlineData("readme.txt", "", "has no tokenizer files")]
    [InlineData("tokenizer.json", "{\"model\":", "tokenizer.json:1: this is not JSON")]
    [InlineData("tokenizer.json", "[]", "expected a JSON object")]
    [InlineData("tokenizer.json", "{}", "expected \"model\" to be an object; found nothing")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordPiece","vocab":{"a":"b"}}}""", "expected \"a\" to be an id from 0 to 10000000; found \"b\"")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordPiece","vocab":{"[UNK]":0,"a":2147483647}}}""", "expected \"a\" to be an id from 0 to 10000000; found 2147483647")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordPiece","vocab":{"[UNK]":0,"a":1,"b":1}}}""", "expected each token of \"vocab\" to have an id of its own; found 1 at \"a\" and at \"b\"")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordPiece","vocab":{"[UNK]":0}},"pre_tokenizer":{"type":"BertPreTokenizer"},"added_tokens":[{"id":2147483647,"content":"x"}]}""", "expected \"id\" to be an id from 0 to 10000000; found 2147483647")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordPiece","vocab":{"[UNK]":0}},"pre_tokenizer":{"type":"BertPreTokenizer"},"added_tokens":[{"id":1,"content":"\ud800"}]}""", "expected \"content\" to be Unicode text, without half a surrogate pair; found \"\\ud800\"")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordPiece","unk_token":"\udc00","vocab":{"[UNK]":0}}}""", "expected \"unk_token\" to be Unicode text")]
    [InlineData("tokenizer.json", """{"\ud800":1,"model":{"type":"WordPiece"}}""", "expected \"vocab\" to be an object of tokens and ids; found nothing")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordPiece","vocab":{"a":1}}}""", "expected the unknown token \"[UNK]\"")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordPiece","vocab":{"\ud800":1}}}""", "half a surrogate pair")]
    [InlineData("vocab.txt", "", "is empty")]
    [InlineData("vocab.txt", "[UNK]\n[CLS]\n", "expected the special token \"[SEP]\"")]
    public void A_folder_that_cannot_be_used_is_one_sentence(string file, string content, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write(file, content);
        var message = Error(() => TextEncoder.Load(folder.Path));
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.StartsWith(folder.Path, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_vocabulary_that_is_not_utf8_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("vocab.txt"), [0x61, 0x0A, 0xFF, 0x0A]);
        Assert.Contains("is not UTF-8", Error(() => TextEncoder.Load(folder.Path)), StringComparison.Ordinal);
    }

    private static string Error(Func<TextEncoder> load) => Assert.Throws<BadInputException>(load).Message;
}
