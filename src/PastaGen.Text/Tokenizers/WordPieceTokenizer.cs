using System.Buffers;
using System.Text;
using PastaGen.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// WordPiece: each word is spelled from the left with the longest entries of a vocabulary (Wu et al., "Google's Neural Machine
/// Translation System", 2016, section 4.1, as BERT uses it); a word that cannot be spelled is one unknown token.
/// </summary>
public class WordPieceTokenizer : Tokenizer
{
    private readonly Dictionary<string, int> vocabulary;
    private readonly string[] tokens;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> beginnings;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> continuations;
    private readonly SpellingCache<Spelling> cache = new();
    private readonly SpellingCache<Spelling>.Speller spellAnew;
    private readonly int longestEntry;

    internal WordPieceTokenizer(Stream vocabStream, WordPieceOptions options)
    {
        (vocabulary, tokens) = ReadVocabulary(vocabStream);
        UnknownToken = options.UnknownToken;
        UnknownTokenId = IdOf(UnknownToken);
        ContinuingSubwordPrefix = options.ContinuingSubwordPrefix;
        MaxInputCharsPerWord = options.MaxInputCharsPerWord;
        Normalizer = options.Normalizer;
        PreTokenizer = options.PreTokenizer ?? BertPreTokenizer.Instance;
        var continuing = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (token, id) in vocabulary)
        {
            longestEntry = Math.Max(longestEntry, token.Length);
            if (token.StartsWith(ContinuingSubwordPrefix, StringComparison.Ordinal))
                continuing[token[ContinuingSubwordPrefix.Length..]] = id;
        }
        beginnings = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        continuations = continuing.GetAlternateLookup<ReadOnlySpan<char>>();
        spellAnew = SpellAnew;
    }

    /// <inheritdoc/>
    public override Normalizer? Normalizer { get; }

    /// <inheritdoc/>
    public override PreTokenizer? PreTokenizer { get; }

    /// <summary>The token that stands for a word that the vocabulary cannot spell.</summary>
    public string UnknownToken { get; }

    /// <summary>The id of <see cref="UnknownToken"/>.</summary>
    public int UnknownTokenId { get; }

    /// <summary>What a vocabulary entry begins with where it continues a word.</summary>
    public string ContinuingSubwordPrefix { get; }

    /// <summary>A longer word is unknown.</summary>
    public int MaxInputCharsPerWord { get; }

    /// <summary>A tokenizer from a vocabulary of one token a line; the line number, from 0, is the id.</summary>
    /// <exception cref="ArgumentException">The vocabulary lacks the unknown token.</exception>
    public static WordPieceTokenizer Create(string vocabFilePath, WordPieceOptions? options = null)
    {
        using var stream = File.OpenRead(vocabFilePath);
        return Create(stream, options);
    }

    /// <summary>A tokenizer from a vocabulary of one token a line; the line number, from 0, is the id.</summary>
    /// <exception cref="ArgumentException">The vocabulary lacks the unknown token.</exception>
    public static WordPieceTokenizer Create(Stream vocabStream, WordPieceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vocabStream);
        return new WordPieceTokenizer(vocabStream, options ?? new WordPieceOptions());
    }

    private protected int IdOf(string token) => vocabulary.TryGetValue(token, out var id) ? id
        : throw new ArgumentException($"the vocabulary has no token \"{token}\"");

    /// <inheritdoc/>
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var normalized = Normalized(text, textSpan, settings);
        var ids = new List<int>(normalized.Length / 4 + 4);
        foreach (var (offset, length) in Words(normalized, settings))
            ids.AddRange(cache.Spell(normalized.AsSpan(offset, length), spellAnew).Ids);
        return new EncodeResults<int> { Tokens = ids, NormalizedText = normalized, CharsConsumed = normalized.Length };
    }

    /// <inheritdoc/>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var normalized = Normalized(text, textSpan, settings);
        var result = new List<EncodedToken>();
        foreach (var (offset, length) in Words(normalized, settings))
        {
            var (ids, ends) = cache.Spell(normalized.AsSpan(offset, length), spellAnew);
            for (var piece = 0; piece < ids.Length; piece++)
            {
                var start = piece == 0 ? 0 : ends[piece - 1];
                result.Add(new EncodedToken(ids[piece], tokens[ids[piece]], (offset + start)..(offset + ends[piece])));
            }
        }
        return new EncodeResults<EncodedToken> { Tokens = result, NormalizedText = normalized, CharsConsumed = normalized.Length };
    }

    /// <inheritdoc/>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var text = new StringBuilder();
        idsConsumed = charsWritten = 0;
        var count = 0;
        foreach (var id in ids)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(id, nameof(ids));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, tokens.Length, nameof(ids));
            var continues = tokens[id].StartsWith(ContinuingSubwordPrefix, StringComparison.Ordinal);
            if (count++ > 0 && !continues) text.Append(' ');
            text.Append(tokens[id].AsSpan(continues ? ContinuingSubwordPrefix.Length : 0));
        }
        if (text.Length > destination.Length) return OperationStatus.DestinationTooSmall;
        text.CopyTo(0, destination, text.Length);
        (idsConsumed, charsWritten) = (count, text.Length);
        return OperationStatus.Done;
    }

    private string Normalized(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        settings.ConsiderNormalization && Normalizer is { } normalizer ? normalizer.Normalize(textSpan) : text ?? textSpan.ToString();

    private IEnumerable<(int Offset, int Length)> Words(string text, EncodeSettings settings) =>
        settings.ConsiderPreTokenization && PreTokenizer is { } splitter ? splitter.PreTokenize(text)
        : text.Length == 0 ? []
        : [(0, text.Length)];

    private Spelling SpellAnew(ReadOnlySpan<char> word)
    {
        if (Characters(word) > MaxInputCharsPerWord) return Unknown(word);
        var ids = new List<int>();
        var ends = new List<int>();
        for (var start = 0; start < word.Length;)
        {
            var entries = start == 0 ? beginnings : continuations;
            var length = Math.Min(word.Length - start, longestEntry);
            int id;
            while (!entries.TryGetValue(word.Slice(start, length), out id))
                if (--length == 0) return Unknown(word);
            start += length;
            ids.Add(id);
            ends.Add(start);
        }
        return new Spelling([.. ids], [.. ends]);
    }

    private Spelling Unknown(ReadOnlySpan<char> word) => new([UnknownTokenId], [word.Length]);

    private static int Characters(ReadOnlySpan<char> word)
    {
        var count = 0;
        foreach (var _ in word.EnumerateRunes()) count++;
        return count;
    }

    private static (Dictionary<string, int> Ids, string[] Tokens) ReadVocabulary(Stream stream)
    {
        using var reader = new StreamReader(stream, System.Text.Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: -1, leaveOpen: true);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line) lines.Add(line);
        var ids = new Dictionary<string, int>(lines.Count, StringComparer.Ordinal);
        for (var id = 0; id < lines.Count; id++) ids[lines[id]] = id;
        return (ids, [.. lines]);
    }

    // Ids of the pieces of one word, and where each piece ends in it, in UTF-16 units.
    private sealed record Spelling(int[] Ids, int[] Ends);
}
