namespace PastaGen;

/// <summary>How the family's checkpoints classify whole texts: by a linear <c>[labels, hidden]</c> with dropout before it.</summary>
/// <param name="name">The checkpoint name of the linear that gives the labels' scores.</param>
/// <param name="reads">The state that the head reads.</param>
public sealed class SequenceHeadAttribute(string name, HeadInput reads) : HeadAttribute(name)
{
    /// <summary>The state that the head reads.</summary>
    public HeadInput Reads { get; } = reads;

    /// <summary>
    /// The key under which config.json says whether the head reads the first position (<c>cls</c>) or the mean of all (<c>mean</c>); where a file lacks
    /// it, <see cref="Reads"/> is meant, which is one of these two. Null where no key does.
    /// </summary>
    public string? ReadsKey { get; init; }

    /// <summary>Whether dropout also acts on what the head reads, before <see cref="HeadAttribute.Dense"/>; <see cref="ConfigSetting.HeadInputDropout"/> may say how often.</summary>
    public bool DropsInput { get; init; }

    /// <summary>How often dropout drops an element.</summary>
    public HeadDropout Dropout { get; init; }
}
