using PastaGen.Text.Corpora;
using PastaGen.Text.Vocabularies;

namespace PastaGen.Text.Tests;

/// <summary>Documents as passages of tokens: nothing lost, nothing across documents, tokens and texts that agree.</summary>
public sealed class CorpusTests
{
    private static readonly string[] Letters = ["a", "é", "Ü", "x", "𐌰"];
    private static readonly Document[] Documents = RandomDocuments(70, 3);
    private static readonly TextEncoder Encoder = MakeEncoder(Documents);

    [Theory]
    [InlineData(6)]
    [InlineData(23)]
    [InlineData(10_000)]
    public void Passages_are_stretches_of_one_document_and_together_all_its_tokens(int maxTokens)
    {
        var corpus = Corpus.Encode(Documents, Encoder, maxTokens);
        Assert.Equal(Documents.Select(document => document.Source), corpus.Sources);
        var next = 0;
        foreach (var (passage, place) in corpus.Passages.Select((passage, place) => (passage, place)))
        {
            Assert.Equal(next, passage.Start);
            Assert.InRange(passage.Length, 1, maxTokens);
            Assert.Equal(passage.Length + 2, corpus.RowLengths[place]);
            next += passage.Length;
        }
        Assert.Equal(next, corpus.TokenCount);
        var places = Enumerable.Range(0, corpus.Passages.Count).ToLookup(place => corpus.Passages[place].Document);
        for (var document = 0; document < Documents.Length; document++)
        {
            Assert.Equal(Ids(string.Join(' ', Documents[document].Paragraphs)), places[document].SelectMany(place => corpus.TokensOf(place).ToArray()));
            Assert.Equal(string.Join(' ', Documents[document].Paragraphs), string.Join(' ', places[document].Select(corpus.TextOf)));
        }
        if (maxTokens == 10_000) Assert.Equal(Documents.Length, corpus.Passages.Count);
    }

    [Fact]
    public void The_tokens_of_a_passage_are_those_of_its_text_and_say_where_words_begin()
    {
        var corpus = Corpus.Encode(Documents, Encoder, 9);
        for (var place = 0; place < corpus.Passages.Count; place++)
        {
            var encoding = Encoder.Encode(corpus.TextOf(place));
            Assert.Equal(encoding.Ids[1..^1], corpus.TokensOf(place).ToArray());
            Assert.Equal(encoding.Tokens[1..^1].Select(token => !token.StartsWith("##", StringComparison.Ordinal)), corpus.WordStartsOf(place).ToArray());
        }
    }

    [Fact]
    public void Passages_take_whole_sentences_as_long_as_they_fit()
    {
        string[] paragraphs = ["Up we go. On.", "So it is.", "No! A long one that no passage can hold goes on, and on. If so, ok.", "I."];
        // Counted in tokens, with a vocabulary of whole words: 4 2 | 4 | 2 14 5 | 2.
        Assert.Equal(
            ["Up we go. On.", "So it is. No!", "A long one that no passage can hold", "goes on, and on.", "If so, ok. I."],
            Texts(paragraphs, 8));
        Assert.Equal(["Up we go. On. So it is. No!", "A long one that no passage can hold goes on, and", "on. If so, ok. I."], Texts(paragraphs, 12));
        Assert.Equal([string.Join(' ', paragraphs)], Texts(paragraphs, 33));
        Assert.Equal([string.Join(' ', paragraphs[..3]), "I."], Texts(paragraphs, 32));
    }

    [Fact]
    public void A_word_longer_than_a_passage_is_parted()
    {
        var document = new Document("", ["Go to 𐌰xxxxxxxxxx𐌰𐌰 xx𐌰𐌰𐌰xx now."]);
        var corpus = Corpus.Encode([document], MakeEncoder([document], characters: true), 4);
        Assert.Equal(["Go to", "𐌰xx", "xxxx", "xxxx", "𐌰𐌰", "xx𐌰", "𐌰𐌰xx", "now."], Enumerable.Range(0, corpus.Passages.Count).Select(corpus.TextOf));
        Assert.All(corpus.Passages, passage => Assert.InRange(passage.Length, 1, 4));
        // A half begins a passage, also where it would fit into the one before.
        Assert.Equal(["aaaaaaaa", "!!!!", "!!!! x"], Texts(["aaaaaaaa!!!!!!!! x"], 5));
    }

    [Fact]
    public void The_tokens_of_a_text_are_its_own_where_tokens_hold_spaces_too()
    {
        var encoder = SmallBytePairs.FromFiles();
        var document = new Document("", ["low lower. New low new!", "lower new. Low. new low lower low new lower. É"]);
        foreach (var maxTokens in (int[])[5, 12, 25, 1_000])
        {
            var corpus = Corpus.Encode([document], encoder, maxTokens);
            for (var place = 0; place < corpus.Passages.Count; place++)
                Assert.Equal(encoder.Encode(corpus.TextOf(place)).Ids[1..^1], corpus.TokensOf(place).ToArray());
        }
        // "low", " low", "er", "!", "!": what begins with a space begins a word.
        Assert.Equal([true, true, false, false, false], Corpus.Encode([new Document("", ["low lower!!"])], encoder, 10).WordStartsOf(0).ToArray());
        Assert.Equal([true, false, true], Corpus.Encode([new Document("", ["lower low"])], SmallPieces.FromJson(), 10).WordStartsOf(0).ToArray());
    }

    [Fact]
    public void A_corpus_is_the_same_every_time_and_its_digest_changes_with_whatever_changes_it()
    {
        var corpus = Corpus.Encode(Documents, Encoder, 9);
        Assert.Equal(corpus.Digest, Corpus.Encode(Documents, Encoder, 9).Digest);
        Assert.Equal(64, corpus.Digest.Length);
        string[] digests =
        [
            corpus.Digest,
            Corpus.Encode(Documents, Encoder, 10).Digest,
            Corpus.Encode(Documents[1..], Encoder, 9).Digest,
            Corpus.Encode(Documents.Reverse(), Encoder, 9).Digest,
            Corpus.Encode(Documents, MakeEncoder(Documents, characters: true), 9).Digest,
            Corpus.Encode([new Document("", ["A a."])], Encoder, 9).Digest,
            Corpus.Encode([new Document("", ["a a."])], Encoder, 9).Digest,
        ];
        Assert.Equal(digests.Length, digests.Distinct().Count());
        // The last two have the same tokens.
        Assert.Equal(Ids("A a."), Ids("a a."));
    }

    [Fact]
    public void A_document_without_tokens_has_no_passages()
    {
        var corpus = Corpus.Encode([new Document("a", []), new Document("b", ["\u0007"]), new Document("c", ["a"])], Encoder, 9);
        Assert.Equal([new Passage(2, 0, 1)], corpus.Passages);
        Assert.Empty(Corpus.Encode([], Encoder, 9).Passages);
    }

    [Fact]
    public void What_the_reader_throws_is_thrown_as_it_is()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.txt"), [0xFF]);
        Assert.Throws<BadInputException>(() => Corpus.Encode(PlainText.Read([folder.Path]), Encoder, 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Corpus.Encode(Documents, Encoder, 0));
    }

    [Fact]
    public void The_work_can_be_stopped()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Corpus.Encode(Documents, Encoder, 9, source.Token));
    }

    private static IEnumerable<string> Texts(string[] paragraphs, int maxTokens)
    {
        var document = new Document("", paragraphs);
        var corpus = Corpus.Encode([document], MakeEncoder([document]), maxTokens);
        return Enumerable.Range(0, corpus.Passages.Count).Select(corpus.TextOf);
    }

    private static int[] Ids(string text) => Encoder.Encode(text).Ids[1..^1];

    // Of whole words, or of characters alone.
    private static TextEncoder MakeEncoder(IEnumerable<Document> documents, bool characters = false)
    {
        using var folder = new TemporaryFolder();
        var options = new WordPieceOptions { Size = 600, MinFrequency = characters ? int.MaxValue : 1 };
        WordPieceFolder.Write(folder.Path, WordPieceTrainer.Train(documents.SelectMany(document => document.Paragraphs), options), lowercase: true, 512);
        return TextEncoder.Load(folder.Path);
    }

    // Words of at most five characters, so that the shortest of the passages above holds any with the mark behind it.
    private static Document[] RandomDocuments(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(document => new Document($"{document}.txt", [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Paragraph())]))];

        string Paragraph() => string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ =>
            string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(place => place == 0 ? "Ab" : Word())) + ".!?,"[random.Next(4)]));

        string Word() => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Letters[random.Next(Letters.Length)]));
    }
}
