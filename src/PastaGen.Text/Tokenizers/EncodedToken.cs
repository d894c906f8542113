namespace Microsoft.ML.Tokenizers;

/// <summary>One token of an encoded text.</summary>
/// <param name="id">The token's id.</param>
/// <param name="value">The token as the vocabulary spells it.</param>
/// <param name="offset">Where it stands in the normalized text, in UTF-16 units.</param>
public readonly struct EncodedToken(int id, string value, Range offset)
{
    /// <summary>The token's id.</summary>
    public int Id { get; } = id;

    /// <summary>The token as the vocabulary spells it.</summary>
    public string Value { get; } = value;

    /// <summary>Where it stands in the normalized text, in UTF-16 units.</summary>
    public Range Offset { get; } = offset;
}
