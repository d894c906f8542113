namespace PastaGen;

/// <summary>Where the layer norm of a block with a residual stands.</summary>
public enum NormPlacement
{
    /// <summary>After the residual is added: <c>norm(h + block(h))</c>.</summary>
    Post,

    /// <summary>At the block's input: <c>h + block(norm(h))</c>.</summary>
    Pre,
}
