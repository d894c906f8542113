
namespace PastaGen.Text.Vocabularies;

/// <summary>
/// Makes a WordPiece vocabulary from texts. Words begin as single characters, of which those within a word are written with <c>##</c>
/// (Devlin et al., "BERT", 2019); the two pieces that stand side by side most often become one, again and again, until the vocabulary is
/// full. This is the rule of Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units", 2016, section
/// 3.2, by which the common trainers of WordPiece vocabularies go, and not the likelihood of Schuster and Nakajima, "Japanese and Korean
/// Voice Search", 2012. Of equally frequent pairs the one whose left, then whose right piece has the smaller id comes first.
/// </summary>
public static class WordPieceTrainer
{
    /// <summary>The special tokens, whose ids are their places: padding, unknown, first, separator, mask.</summary>
    public static IReadOnlyList<string> SpecialTokens { get; } = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>What a piece begins with that continues a word.</summary>
    public const string Continuation = "##";

    // A longer word is unknown to the encoder.
    private const int LongestWord = 100;
    private const int CharactersBetweenReports = 1 << 20;
    private const int MergesBetweenReports = 256;

    /// <summary>
    /// The tokens in the order of their ids: special tokens, single characters by their code points, pieces in the order in which they
    /// were made. The same words give the same tokens, in whatever order they come.
    /// </summary>
    /// <param name="texts">The texts, read once, one after the other; only the counts of their words are kept.</param>
    /// <param name="options">How the vocabulary is made.</param>
    /// <param name="progress">Told now and then how far it is, on the caller's thread.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is below 1.</exception>
    /// <exception cref="BadInputException">There is no word, or the single characters alone are more than the vocabulary may have.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static IReadOnlyList<string> Train(
        IEnumerable<string> texts, WordPieceOptions options, Action<WordPieceProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Size, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinFrequency, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CharacterLimit, 1, nameof(options));

        var counts = new WordCounts(options.Lowercase);
        long read = 0, reported = 0;
        foreach (var text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            counts.Add(text);
            read += text.Length;
            if (read - reported < CharactersBetweenReports) continue;
            reported = read;
            progress?.Invoke(new WordPieceProgress(read, counts.Counts.Count, 0));
        }

        var vocabulary = new Pieces(SpecialTokens);
        var words = Spell(counts.Counts, options, vocabulary);
        if (vocabulary.Count > options.Size)
            throw new BadInputException(
                $"the text has {vocabulary.Count - SpecialTokens.Count} different characters at the beginning of words or within them; with the {SpecialTokens.Count} special tokens "
                + $"they need a vocabulary of at least {vocabulary.Count} tokens; found {options.Size}: allow more tokens or fewer characters");
        for (var merges = 0; vocabulary.Count < options.Size && words.MostFrequent() is var (pair, count) && count >= options.MinFrequency; merges++)
        {
            words.Merge(pair, vocabulary.IdOf(vocabulary.Joined(pair)));
            if (merges % MergesBetweenReports != 0) continue;
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(new WordPieceProgress(read, counts.Counts.Count, vocabulary.Count));
        }
        progress?.Invoke(new WordPieceProgress(read, counts.Counts.Count, vocabulary.Count));
        return vocabulary.Tokens;
    }

    // A word with a character that is not kept is left out, since the encoder makes all of it the unknown token.
    private static SpelledWords Spell(IReadOnlyDictionary<string, long> counts, WordPieceOptions options, Pieces vocabulary)
    {
        var frequencies = new Dictionary<int, long>();
        foreach (var (word, count) in counts)
            foreach (var character in word.EnumerateRunes())
                frequencies[character.Value] = frequencies.GetValueOrDefault(character.Value) + count;
        if (frequencies.Count == 0) throw new BadInputException("the text has no words; expected some to make a vocabulary of");
        var kept = frequencies.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).Take(options.CharacterLimit).Select(entry => entry.Key).ToHashSet();

        var spellings = new List<(int[] Characters, long Count)>(counts.Count);
        var within = new HashSet<int>();
        foreach (var (word, count) in counts)
        {
            int[] characters = [.. word.EnumerateRunes().Select(character => character.Value)];
            if (characters.Length > LongestWord || !characters.All(kept.Contains)) continue;
            within.UnionWith(characters.Skip(1));
            spellings.Add((characters, count));
        }

        var begins = kept.Order().ToDictionary(character => character, character => vocabulary.IdOf(char.ConvertFromUtf32(character)));
        var continues = within.Order().ToDictionary(character => character, character => vocabulary.IdOf(Continuation + char.ConvertFromUtf32(character)));
        var words = new SpelledWords();
        foreach (var (characters, count) in spellings)
            words.Add([.. characters.Select((character, place) => place == 0 ? begins[character] : continues[character])], count);
        return words;
    }

    private sealed class Pieces
    {
        private readonly List<string> tokens = [];
        private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);

        public Pieces(IEnumerable<string> first)
        {
            foreach (var token in first) IdOf(token);
        }

        public int Count => tokens.Count;

        public IReadOnlyList<string> Tokens => tokens;

        // Other pairs may have spelled the same piece before.
        public int IdOf(string token)
        {
            if (ids.TryGetValue(token, out var known)) return known;
            ids.Add(token, tokens.Count);
            tokens.Add(token);
            return tokens.Count - 1;
        }

        public string Joined(PiecePair pair) => tokens[pair.Left] + tokens[pair.Right][Continuation.Length..];
    }
}
