namespace PastaGen;

/// <summary>How the family's checkpoints classify whole texts: one linear, <c>[labels, hidden]</c>, with dropout before it.</summary>
/// <param name="name">The linear's checkpoint name, without <c>.weight</c> and <c>.bias</c>; the architecture's prefix does not apply to it.</param>
/// <param name="reads">The state that the linear reads.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class SequenceHeadAttribute(string name, HeadInput reads) : Attribute
{
    /// <summary>The linear's checkpoint name, without <c>.weight</c> and <c>.bias</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The state that the linear reads.</summary>
    public HeadInput Reads { get; } = reads;
}

/// <summary>What a sequence head reads.</summary>
public enum HeadInput
{
    /// <summary>The pooler's output, <c>[batch, hidden]</c>.</summary>
    PooledOutput,

    /// <summary>The last layer's state at position 0, <c>[batch, hidden]</c>.</summary>
    FirstPosition,
}
