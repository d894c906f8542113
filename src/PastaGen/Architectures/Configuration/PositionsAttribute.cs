namespace PastaGen;

/// <summary>On an architecture: how it numbers the tokens of a row. Without it, by their columns.</summary>
/// <param name="numbering">The numbering.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class PositionsAttribute(PositionNumbering numbering) : Attribute
{
    /// <summary>The numbering.</summary>
    public PositionNumbering Numbering { get; } = numbering;
}
