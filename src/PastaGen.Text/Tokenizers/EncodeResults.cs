namespace Microsoft.ML.Tokenizers;

/// <summary>What a <see cref="Tokenizer"/> made of a text.</summary>
/// <typeparam name="T">An id, or an <see cref="EncodedToken"/>.</typeparam>
public struct EncodeResults<T>
{
    /// <summary>The tokens, in order.</summary>
    public IReadOnlyList<T> Tokens { get; set; }

    /// <summary>The text that was split.</summary>
    public string? NormalizedText { get; set; }

    /// <summary>How many UTF-16 units of it the tokens cover.</summary>
    public int CharsConsumed { get; set; }
}
