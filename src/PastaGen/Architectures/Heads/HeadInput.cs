namespace PastaGen;

/// <summary>What a sequence head reads.</summary>
public enum HeadInput
{
    /// <summary>The pooler's output, <c>[batch, hidden]</c>.</summary>
    PooledOutput,

    /// <summary>The last layer's state at position 0, <c>[batch, hidden]</c>.</summary>
    FirstPosition,

    /// <summary>The mean of the last layer's states over the tokens of a text, <c>[batch, hidden]</c>.</summary>
    Mean,
}
