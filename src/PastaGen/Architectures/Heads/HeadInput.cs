namespace PastaGen;

/// <summary>What a sequence head reads.</summary>
public enum HeadInput
{
    /// <summary>The pooler's output, <c>[batch, hidden]</c>.</summary>
    PooledOutput,

    /// <summary>The last layer's state at position 0, <c>[batch, hidden]</c>.</summary>
    FirstPosition,
}
