namespace PastaGen.Text.Tests;

/// <summary>Texts and vocabularies of words beyond what anyone writes, and many threads at once.</summary>
public sealed class LargeInputTests
{
    private const int Million = 1 << 20;

    [Fact]
    public void A_word_of_a_million_letters_is_one_unknown_token()
    {
        var encoding = SmallVocabulary.FromVocabularyFile().Encode(new string('a', Million));
        Assert.Equal(SmallVocabulary.Ids("[CLS] [UNK] [SEP]"), encoding.Ids);
        Assert.Equal((0, Million), encoding.Offsets[1]);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("!")]
    [InlineData("中")]
    public void A_million_words_of_one_character_are_a_million_tokens(string word)
    {
        var encoding = SmallVocabulary.FromVocabularyFile().Encode(string.Concat(Enumerable.Repeat(word, Million)), asText: false);
        Assert.Equal(Million + 2, encoding.Length);
        Assert.Equal(-1, encoding.Ids.AsSpan(1, Million).IndexOfAnyExcept(SmallVocabulary.Id(word)));
    }

    [Fact]
    public void A_million_marks_on_one_letter_are_dropped_with_it_kept()
    {
        var marks = string.Concat(Enumerable.Repeat("\u0301\u0323", Million / 2));
        Assert.Equal(SmallVocabulary.Ids("[CLS] cafe [SEP]"), SmallVocabulary.FromVocabularyFile().Encode("cafe" + marks).Ids);
    }

    [Fact]
    public void A_million_characters_of_one_word_are_merged_and_spelled()
    {
        var bytes = SmallBytePairs.FromFiles().Encode(string.Concat(Enumerable.Repeat("lower", Million / 5)));
        Assert.Equal(Million / 5 + 2, bytes.Length);
        Assert.Equal(-1, bytes.Ids.AsSpan(1, Million / 5).IndexOfAnyExcept(SmallBytePairs.Ids("lower")[0]));
        var pieces = SmallPieces.FromModel("""{"tokenizer_class": "AlbertTokenizer"}""").Encode(new string('中', Million));
        Assert.Equal([2, SmallPieces.Id("▁"), 1, 3], pieces.Ids);
        Assert.Equal((0, Million), pieces.Offsets[2]);
    }

    [Fact]
    public void More_words_than_are_remembered_are_split_as_before()
    {
        var encoder = SmallVocabulary.FromVocabularyFile();
        var expected = SmallVocabulary.Ids("[CLS] un ##aff ##able a [SEP]");
        Assert.Equal(expected, encoder.Encode("unaffable a").Ids);
        for (var i = 0; i < 70_000; i++) Assert.Equal(3, encoder.Encode($"word{i}").Length);
        Assert.Equal(expected, encoder.Encode("unaffable a").Ids);
        Assert.Equal(SmallVocabulary.Ids("[CLS] un ##a ##aff [SEP]"), encoder.Encode("unaaff").Ids);
    }

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        string[] texts = [.. Enumerable.Range(0, 500).Select(i => $"lower unaffable{new string('a', i % 40)} café{i % 7} !{(char)('a' + i % 26)}")];
        foreach (var load in (Func<TextEncoder>[])[() => SmallVocabulary.FromVocabularyFile(), () => SmallBytePairs.FromFiles(), () => SmallPieces.FromJson()])
        {
            var alone = load();
            int[][] expected = [.. texts.Select(text => alone.Encode(text).Ids)];
            var shared = load();
            Parallel.For(0, 8 * texts.Length, i => Assert.Equal(expected[i % texts.Length], shared.Encode(texts[i % texts.Length]).Ids));
        }
    }
}
