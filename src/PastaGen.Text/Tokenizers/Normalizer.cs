namespace Microsoft.ML.Tokenizers;

/// <summary>Rewrites a text before it is split: case, accents, control characters.</summary>
public abstract class Normalizer
{
    /// <summary>The normalized text.</summary>
    public abstract string Normalize(string original);

    /// <summary>The normalized text.</summary>
    public abstract string Normalize(ReadOnlySpan<char> original);
}
