using PastaGen.Text.Vocabularies;

namespace PastaGen.Text.Tests;

/// <summary>Vocabularies against a reference that counts all pairs anew before each merge.</summary>
public sealed class WordPieceTrainerTests
{
    [Theory]
    [InlineData("abc", 1, 60)]
    [InlineData("ab", 2, 80)]
    [InlineData("ab", 3, 1_000)]
    [InlineData("aαж𐌰", 4, 90)]
    [InlineData("xyz𐌰𐌱", 5, 200)]
    public void A_vocabulary_is_that_of_the_obvious_way(string alphabet, int seed, int size)
    {
        var words = RandomWords(alphabet, seed, 300);
        foreach (var minFrequency in (int[])[1, 2, 7])
            Assert.Equal(Reference(words, size, minFrequency), Train([string.Join(' ', words)], size, minFrequency));
    }

    [Fact]
    public void Of_equally_frequent_pairs_the_one_of_the_older_pieces_comes_first()
    {
        // Each pair comes twice: "c ##d" and "a ##b" tie, as do their neighbours; a is older than c, b than d.
        var vocabulary = Train(["cd ab cd ab"], 100, 2);
        Assert.Equal([.. WordPieceTrainer.SpecialTokens, "a", "b", "c", "d", "##b", "##d", "ab", "cd"], vocabulary);
    }

    [Fact]
    public void The_order_and_the_parting_of_the_texts_change_nothing()
    {
        var words = RandomWords("abcd", 6, 400);
        var expected = Train([string.Join(' ', words)], 150, 2);
        Assert.Equal(expected, Train(words.Reverse(), 150, 2));
        Assert.Equal(expected, Train(words.Order(StringComparer.Ordinal).Chunk(7).Select(some => string.Join('\n', some)), 150, 2));
    }

    [Fact]
    public void Words_are_those_of_the_encoder()
    {
        Assert.Equal([.. WordPieceTrainer.SpecialTokens, "!", "a", "c", "e", "f", "##a", "##e", "##f", "ca", "##fe", "cafe"], Train(["Café!cafe", "CAFE\u0301 a"], 100, 2));
        Assert.Equal(
            [.. WordPieceTrainer.SpecialTokens, "C", "c", "f", "é", "##f", "##é", "##fé"],
            WordPieceTrainer.Train(["Cfé cfé"], new WordPieceOptions { Lowercase = false }));
    }

    [Fact]
    public void Rare_characters_and_the_words_that_hold_them_are_left_out()
    {
        var options = new WordPieceOptions { CharacterLimit = 2, MinFrequency = 1 };
        Assert.Equal([.. WordPieceTrainer.SpecialTokens, "a", "b", "##b", "ab"], WordPieceTrainer.Train(["ab ab cab"], options));
        // Of equally frequent characters the smaller is kept.
        Assert.Equal([.. WordPieceTrainer.SpecialTokens, "a", "b"], WordPieceTrainer.Train(["c b a"], options));
    }

    [Fact]
    public void A_word_that_the_encoder_does_not_spell_teaches_nothing()
    {
        Assert.Contains("##aa", Train([new string('a', 100)], 100, 1));
        Assert.DoesNotContain("##aa", Train([new string('a', 101)], 100, 1));
    }

    [Fact]
    public void A_vocabulary_is_no_larger_than_asked()
    {
        var words = RandomWords("abcdef", 8, 300);
        foreach (var size in (int[])[17, 18, 40]) Assert.Equal(size, Train(words, size, 1).Count);
        Assert.Equal(
            "the text has 12 different characters at the beginning of words or within them; with the 5 special tokens they need a vocabulary of at least 17 tokens; found 16: allow more tokens or fewer characters",
            Assert.Throws<BadInputException>(() => Train(words, 16, 1)).Message);
    }

    [Fact]
    public void A_text_without_words_is_one_sentence() =>
        Assert.Equal("the text has no words; expected some to make a vocabulary of", Assert.Throws<BadInputException>(() => Train(["", " \u0007"], 100, 2)).Message);

    [Fact]
    public void Progress_goes_on_and_ends_with_the_whole()
    {
        var reports = new List<WordPieceProgress>();
        var texts = Enumerable.Repeat(string.Join(' ', RandomWords("abcdef", 9, 2_000)), 200).ToList();
        var vocabulary = WordPieceTrainer.Train(texts, new WordPieceOptions { Size = 700 }, reports.Add);
        Assert.Contains(reports, report => report.Tokens == 0);
        Assert.Equal(reports.OrderBy(report => report.CharactersRead).ThenBy(report => report.Tokens), reports);
        Assert.Equal((texts.Sum(text => (long)text.Length), vocabulary.Count), (reports[^1].CharactersRead, reports[^1].Tokens));
    }

    [Fact]
    public void The_work_can_be_stopped()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => WordPieceTrainer.Train(Texts(), new WordPieceOptions(), cancellation: source.Token));

        IEnumerable<string> Texts()
        {
            yield return "a";
            source.Cancel();
            yield return "b";
        }
    }

    private static IReadOnlyList<string> Train(IEnumerable<string> texts, int size, int minFrequency) =>
        WordPieceTrainer.Train(texts, new WordPieceOptions { Size = size, MinFrequency = minFrequency });

    private static string[] RandomWords(string alphabet, int seed, int count)
    {
        var characters = alphabet.EnumerateRunes().ToArray();
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => characters[random.Next(characters.Length)])))];
    }

    private static List<string> Reference(string[] words, int size, int minFrequency)
    {
        IEnumerable<string> Characters(int from) =>
            words.SelectMany(word => word.EnumerateRunes().Skip(from)).Distinct().OrderBy(character => character.Value).Select(character => character.ToString());

        List<string> tokens = [.. WordPieceTrainer.SpecialTokens, .. Characters(0), .. Characters(1).Select(character => "##" + character)];
        var spelled = words.Select(word => word.EnumerateRunes().Select((character, place) => (place == 0 ? "" : "##") + character).ToList()).ToList();
        while (tokens.Count < size)
        {
            var pairs = spelled.SelectMany(word => word.Zip(word.Skip(1))).CountBy(pair => pair).ToList();
            if (pairs.Count == 0) break;
            var best = pairs.OrderByDescending(pair => pair.Value).ThenBy(pair => tokens.IndexOf(pair.Key.First)).ThenBy(pair => tokens.IndexOf(pair.Key.Second)).First();
            if (best.Value < minFrequency) break;
            var merged = best.Key.First + best.Key.Second[2..];
            if (!tokens.Contains(merged)) tokens.Add(merged);
            foreach (var word in spelled)
                for (var place = 0; place + 1 < word.Count; place++)
                {
                    if ((word[place], word[place + 1]) != best.Key) continue;
                    word[place] = merged;
                    word.RemoveAt(place + 1);
                }
        }
        return tokens;
    }
}
