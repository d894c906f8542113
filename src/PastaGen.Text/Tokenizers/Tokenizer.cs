namespace Microsoft.ML.Tokenizers;

/// <summary>
/// Turns text into the ids of a vocabulary: normalize, split into words, split words into tokens. The members are the part of the
/// package Microsoft.ML.Tokenizers that this project uses, so that its code compiles against that package too.
/// </summary>
public abstract class Tokenizer
{
    private protected Tokenizer() { }

    /// <summary>What rewrites a text first; null leaves it as it is.</summary>
    public virtual Normalizer? Normalizer => null;

    /// <summary>What splits a text into words; null makes the whole text one word.</summary>
    public virtual PreTokenizer? PreTokenizer => null;

    /// <summary>The ids of a text.</summary>
    public IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>(text.Length / 4 + 4);
        AddIds(Normalized(text, considerNormalization), considerPreTokenization, ids);
        return ids;
    }

    /// <summary>The ids of a text.</summary>
    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text.ToString(), considerPreTokenization, considerNormalization);

    /// <summary>The tokens of a text, with their places in the normalized text.</summary>
    public IReadOnlyList<EncodedToken> EncodeToTokens(string text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        normalizedText = Normalized(text, considerNormalization);
        var tokens = new List<EncodedToken>();
        AddTokens(normalizedText, considerPreTokenization, tokens);
        return tokens;
    }

    /// <summary>The tokens of a text, with their places in the normalized text.</summary>
    public IReadOnlyList<EncodedToken> EncodeToTokens(ReadOnlySpan<char> text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToTokens(text.ToString(), out normalizedText, considerPreTokenization, considerNormalization);

    /// <summary>How many tokens a text has.</summary>
    public int CountTokens(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, considerPreTokenization, considerNormalization).Count;

    private protected abstract void AddIds(string normalizedText, bool considerPreTokenization, List<int> ids);

    private protected abstract void AddTokens(string normalizedText, bool considerPreTokenization, List<EncodedToken> tokens);

    private protected IEnumerable<(int Offset, int Length)> Words(string text, bool considerPreTokenization) =>
        considerPreTokenization && PreTokenizer is { } splitter ? splitter.PreTokenize(text)
        : text.Length == 0 ? []
        : [(0, text.Length)];

    private string Normalized(string text, bool considerNormalization) =>
        considerNormalization && Normalizer is { } normalizer ? normalizer.Normalize(text) : text;
}
