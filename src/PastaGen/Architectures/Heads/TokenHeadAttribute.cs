namespace PastaGen;

/// <summary>How the family's checkpoints label each token: by a linear <c>[labels, hidden]</c> of every state, with dropout before it.</summary>
/// <param name="name">The checkpoint name of the linear that gives the labels' scores.</param>
public sealed class TokenHeadAttribute(string name) : HeadAttribute(name)
{
    /// <summary>How often dropout drops an element.</summary>
    public HeadDropout Dropout { get; init; }
}
