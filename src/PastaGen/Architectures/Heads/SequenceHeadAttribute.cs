namespace PastaGen;

/// <summary>How the family's checkpoints classify whole texts: by a linear <c>[labels, hidden]</c> with dropout before it.</summary>
/// <param name="name">The checkpoint name of the linear that gives the labels' scores.</param>
/// <param name="reads">The state that the head reads.</param>
public sealed class SequenceHeadAttribute(string name, HeadInput reads) : HeadAttribute(name)
{
    /// <summary>The state that the head reads.</summary>
    public HeadInput Reads { get; } = reads;

    /// <summary>Whether dropout also acts on what the head reads, before <see cref="HeadAttribute.Dense"/>.</summary>
    public bool DropsInput { get; init; }

    /// <summary>How often dropout drops an element.</summary>
    public HeadDropout Dropout { get; init; }
}
