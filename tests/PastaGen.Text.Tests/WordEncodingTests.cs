namespace PastaGen.Text.Tests;

/// <summary>Texts that are given as their words.</summary>
public sealed class WordEncodingTests
{
    private readonly TextEncoder encoder = SmallVocabulary.FromVocabularyFile();

    [Fact]
    public void Every_token_belongs_to_the_word_that_it_is_a_part_of()
    {
        var row = encoder.EncodeWords(["unaffable", "", "mask!", "cafe"]);
        Assert.Equal(["[CLS]", "un", "##aff", "##able", "mask", "!", "cafe", "[SEP]"], row.Tokens);
        Assert.Equal(SmallVocabulary.Ids("[CLS] un ##aff ##able mask ! cafe [SEP]"), row.Ids);
        Assert.Equal([-1, 0, 0, 0, 2, 2, 3, -1], row.WordIds!);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 2], row.SpecialOrdinals);
        Assert.Equal([(0, 0), (0, 2), (2, 5), (5, 9), (0, 4), (4, 5), (0, 4), (0, 0)], row.Offsets);
        Assert.Equal((4, 0, 1, 0), (row.WordCount, row.CutWords, row.WordsWithoutToken, row.CutTokens));
    }

    [Theory]
    [InlineData(5, new[] { -1, 0, 0, 0, -1 }, 2, 3)]
    [InlineData(4, new[] { -1, 0, 0, -1 }, 2, 4)]
    [InlineData(2, new[] { -1, -1 }, 3, 6)]
    public void Words_are_cut_from_the_end_and_counted_where_nothing_is_left_of_them(int maxLength, int[] wordIds, int cutWords, int cutTokens)
    {
        var row = encoder.EncodeWords(["unaffable", "mask!", "cafe"], maxLength);
        Assert.Equal(wordIds, row.WordIds!);
        Assert.Equal((cutWords, cutTokens), (row.CutWords, row.CutTokens));
    }

    // A word that is the name of a special token is a word like any other.
    [Fact]
    public void Words_are_read_as_text()
    {
        var row = encoder.EncodeWords(["[SEP]"]);
        Assert.Equal([1, .. Enumerable.Repeat(0, row.Length - 2), 2], row.SpecialOrdinals);
        Assert.All(row.WordIds![1..^1], word => Assert.Equal(0, word));
        Assert.Null(encoder.Encode("cafe").WordIds);
    }
}
