using PastaGen.Text.Corpora;

namespace PastaGen.Text.Tests;

/// <summary>Where sentences end.</summary>
public sealed class SentencesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("One.", "One.")]
    [InlineData("One. Two?  Three! (Four.) \"Five.\" 'Six\u2026\u201D 7.", "One.", "Two?", "Three!", "(Four.)", "\"Five.\"", "'Six\u2026\u201D", "7.")]
    [InlineData("\"Why?\" he said. 3.5 of them, e.g. two.", "\"Why?\" he said.", "3.5 of them, e.g. two.")]
    [InlineData("Mr. Smith met Dr. J. Jones. So did I. Then it ended", "Mr. Smith met Dr. J. Jones.", "So did I.", "Then it ended")]
    [InlineData("Go. It is. NASA. Yes", "Go.", "It is.", "NASA.", "Yes")]
    [InlineData("  One.  ", "One.")]
    [InlineData("。一。二！」 三？四", "。", "一。", "二！」", "三？", "四")]
    [InlineData("... \" ... x", "...", "\" ... x")]
    public void A_paragraph_is_parted_into_sentences(string paragraph, params string[] sentences) =>
        Assert.Equal(sentences, Sentences.Split(paragraph).Select(sentence => paragraph.Substring(sentence.Start, sentence.Length)));
}
