using System.Buffers;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// Turns text into the ids of a vocabulary: normalize, split into words, split words into tokens. The members are the part of the
/// package Microsoft.ML.Tokenizers that this project uses, so that its code compiles against that package too.
/// </summary>
public abstract class Tokenizer
{
    /// <summary>For derived tokenizers.</summary>
    protected Tokenizer() { }

    /// <summary>What rewrites a text first; null leaves it as it is.</summary>
    public virtual Normalizer? Normalizer => null;

    /// <summary>What splits a text into words; null makes the whole text one word.</summary>
    public virtual PreTokenizer? PreTokenizer => null;

    /// <summary>The ids of a text.</summary>
    public IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EncodeToIds(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization)).Tokens;
    }

    /// <summary>The ids of a text.</summary>
    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(null, text, Settings(considerPreTokenization, considerNormalization)).Tokens;

    /// <summary>The tokens of a text, with their places in the normalized text.</summary>
    public IReadOnlyList<EncodedToken> EncodeToTokens(string text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var result = EncodeToTokens(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization));
        normalizedText = result.NormalizedText;
        return result.Tokens;
    }

    /// <summary>The tokens of a text, with their places in the normalized text.</summary>
    public IReadOnlyList<EncodedToken> EncodeToTokens(ReadOnlySpan<char> text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToTokens(text.ToString(), out normalizedText, considerPreTokenization, considerNormalization);

    /// <summary>How many tokens a text has.</summary>
    public int CountTokens(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, considerPreTokenization, considerNormalization).Count;

    /// <summary>The text that ids spell, as near as it can be told; what normalizing dropped is gone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary has no such id.</exception>
    public virtual string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var all = ids.ToArray();
        for (var buffer = new char[16 * all.Length + 16]; ; buffer = new char[2 * buffer.Length])
            if (Decode(all, buffer, out _, out var written) == OperationStatus.Done) return new string(buffer, 0, written);
    }

    /// <summary>Writes the text that ids spell; nothing, where the destination is too small for all of it.</summary>
    public abstract OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten);

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text, where it is a string; else null.</param>
    /// <param name="textSpan">The text.</param>
    /// <param name="settings">What is asked for.</param>
    protected abstract EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings);

    /// <summary>The ids of a text.</summary>
    /// <param name="text">The text, where it is a string; else null.</param>
    /// <param name="textSpan">The text.</param>
    /// <param name="settings">What is asked for.</param>
    protected virtual EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var result = EncodeToTokens(text, textSpan, settings);
        return new EncodeResults<int>
        {
            Tokens = [.. result.Tokens.Select(token => token.Id)],
            NormalizedText = result.NormalizedText,
            CharsConsumed = result.CharsConsumed,
        };
    }

    private static EncodeSettings Settings(bool considerPreTokenization, bool considerNormalization) => new()
    {
        ConsiderPreTokenization = considerPreTokenization,
        ConsiderNormalization = considerNormalization,
    };
}
