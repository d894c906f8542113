using System.Buffers;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>
/// A tokenizer that spells word by word and whose words may begin with a space that the text does not have, which the pre-tokenizers
/// of Microsoft.ML.Tokenizers cannot say.
/// </summary>
internal abstract class WordTokenizer : Tokenizer
{
    private readonly WordSplitter splitter;
    private readonly SpellingCache<Spelling> cache = new();
    private readonly SpellingCache<Spelling>.Speller spellAnew;

    protected WordTokenizer(Normalizer normalizer, WordSplitter splitter)
    {
        Normalizer = normalizer;
        this.splitter = splitter;
        spellAnew = SpellAnew;
    }

    /// <inheritdoc/>
    public override Normalizer Normalizer { get; }

    /// <summary>What a spelling shows in place of a space.</summary>
    protected abstract char Space { get; }

    /// <inheritdoc/>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var all = ids.ToArray();
        var text = TextOf(all);
        var fits = text.TryCopyTo(destination);
        (idsConsumed, charsWritten) = fits ? (all.Length, text.Length) : (0, 0);
        return fits ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
    }

    /// <summary>Spells a word that is not remembered.</summary>
    protected abstract Spelling SpellAnew(ReadOnlySpan<char> word);

    /// <summary>How a token is written, given the part of the word that it stands for.</summary>
    protected abstract string Written(int id, ReadOnlySpan<char> part);

    /// <summary>The text that ids spell.</summary>
    protected abstract string TextOf(ReadOnlySpan<int> ids);

    /// <inheritdoc/>
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var normalized = Normalized(text, textSpan, settings);
        var ids = new List<int>(normalized.Length / 4 + 4);
        using var buffer = new WordBuffer(Space);
        foreach (var word in Words(normalized, settings))
            ids.AddRange(cache.Spell(buffer.Write(normalized, word), spellAnew).Ids);
        return new EncodeResults<int> { Tokens = ids, NormalizedText = normalized, CharsConsumed = normalized.Length };
    }

    /// <inheritdoc/>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var normalized = Normalized(text, textSpan, settings);
        var tokens = new List<EncodedToken>();
        using var buffer = new WordBuffer(Space);
        foreach (var word in Words(normalized, settings))
        {
            var spelled = buffer.Write(normalized, word);
            var (ids, places) = cache.Spell(spelled, spellAnew);
            for (var i = 0; i < ids.Length; i++)
            {
                var (start, end) = places[i];
                tokens.Add(new EncodedToken(ids[i], Written(ids[i], spelled[start..end]), InText(normalized, word, start, end)));
            }
        }
        return new EncodeResults<EncodedToken> { Tokens = tokens, NormalizedText = normalized, CharsConsumed = normalized.Length };
    }

    // A space that the text does not have stands where the character after it stands.
    private static Range InText(string text, Word word, int start, int end)
    {
        if (!word.Prefixed) return (word.Start + start)..(word.Start + end);
        if (end > 1) return (word.Start + Math.Max(start - 1, 0))..(word.Start + end - 1);
        Rune.DecodeFromUtf16(text.AsSpan(word.Start), out _, out var length);
        return word.Start..(word.Start + length);
    }

    private string Normalized(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        settings.ConsiderNormalization ? Normalizer.Normalize(textSpan) : text ?? textSpan.ToString();

    private List<Word> Words(string text, EncodeSettings settings)
    {
        var words = new List<Word>(text.Length / 5 + 1);
        if (settings.ConsiderPreTokenization) splitter.Split(text, words);
        else if (text.Length > 0) words.Add(new Word(0, text.Length, false));
        return words;
    }

    // Holds one word at a time as a spelling shows it.
    private struct WordBuffer(char space) : IDisposable
    {
        private char[] units = ArrayPool<char>.Shared.Rent(256);

        public ReadOnlySpan<char> Write(string text, Word word)
        {
            var before = word.Prefixed ? 1 : 0;
            if (word.Length + before > units.Length)
            {
                Dispose();
                units = ArrayPool<char>.Shared.Rent(word.Length + before);
            }
            if (word.Prefixed) units[0] = space;
            text.AsSpan(word.Start, word.Length).CopyTo(units.AsSpan(before));
            var result = units.AsSpan(0, word.Length + before);
            if (space != ' ') result.Replace(' ', space);
            return result;
        }

        public readonly void Dispose() => ArrayPool<char>.Shared.Return(units);
    }
}
