namespace Microsoft.ML.Tokenizers;

/// <summary>Splits a normalized text into the words that the model then splits into tokens.</summary>
public abstract class PreTokenizer
{
    /// <summary>The words, in order, as offset and length in UTF-16 units.</summary>
    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(string text);

    /// <summary>The words, in order, as offset and length in UTF-16 units.</summary>
    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text);
}
