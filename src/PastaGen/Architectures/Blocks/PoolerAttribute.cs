namespace PastaGen;

/// <summary>The pooled output of a text: an activation of <c>Output</c> applied to the state of position 0.</summary>
/// <param name="activation">The activation.</param>
public sealed class PoolerAttribute(Activation activation) : BlockKindAttribute
{
    /// <summary>The activation.</summary>
    public Activation Activation { get; } = activation;
}
