namespace PastaGen;

/// <summary>
/// The model gives whole texts, or pairs of them, a vector <c>[hidden]</c>. It has no head and learns nothing: every weight is the backbone's,
/// frozen, so that no attribute says what is trained.
/// </summary>
/// <param name="pooling">How the states of a text's tokens become one vector.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FeatureExtractionAttribute(Pooling pooling) : Attribute
{
    /// <summary>How the states of a text's tokens become one vector.</summary>
    public Pooling Pooling { get; } = pooling;

    /// <summary>Whether vectors are divided by their Euclidean length, so that the product of two is the cosine of their angle; true unless stated.</summary>
    public bool Normalize { get; init; } = true;
}
