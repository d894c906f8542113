namespace PastaGen;

/// <summary>
/// How a family's checkpoints hold a head of some kind: what stands between the state that it reads and its answer, in the order
/// <see cref="Dense"/>, <see cref="Activation"/>, <see cref="Norm"/>. Names are whole checkpoint names without <c>.weight</c> and
/// <c>.bias</c>; the architecture's prefix does not apply to them. Models that adapt a frozen backbone answer by one linear instead.
/// </summary>
/// <param name="name">The checkpoint name of what gives the answer.</param>
[AttributeUsage(AttributeTargets.Interface)]
public abstract class HeadAttribute(string name) : Attribute
{
    /// <summary>The checkpoint name of what gives the answer, without <c>.weight</c> and <c>.bias</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The checkpoint name of a linear before the answer, <c>[hidden, hidden]</c>; null where there is none.</summary>
    public string? Dense { get; init; }

    /// <summary>Whether <see cref="Dense"/> has a bias.</summary>
    public bool DenseHasBias { get; init; } = true;

    /// <summary>The activation after <see cref="Dense"/>; where it is not named, the one that config.json names for the layers.</summary>
    public Activation Activation { get; init; }

    /// <summary>The key under which config.json names the activation; where a file lacks it, <see cref="Activation"/> is meant. Null where no key does.</summary>
    public string? ActivationKey { get; init; }

    /// <summary>The checkpoint name of a layer norm after <see cref="Activation"/>, <c>[hidden]</c>; null where there is none.</summary>
    public string? Norm { get; init; }

    /// <summary>Whether <see cref="Norm"/> has a bias.</summary>
    public bool NormHasBias { get; init; } = true;
}
