using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>Where in the forward pass an adaptation is called, and what its site's state was computed from.</summary>
/// <param name="Site">The site.</param>
/// <param name="Layer">The layer's number, counted from 0; 0 at sites outside layers.</param>
/// <param name="Batch">The batch that is computed.</param>
public readonly record struct SiteContext(Site Site, int Layer, TokenBatch Batch)
{
    /// <summary>What entered the linear whose answer the state is, <c>[tokens, width]</c>; null where the state is no linear's answer.</summary>
    public Tensor? Input { get; init; }

    /// <summary>The linear whose answer the state is, or which it enters; null where there is none.</summary>
    public LinearView? Linear { get; init; }

    /// <summary><see cref="Input"/> where an adaptation cannot do without.</summary>
    /// <exception cref="InvalidOperationException">The block's data flow does not tell it.</exception>
    public Tensor LinearInput => Input ?? throw new InvalidOperationException($"the data flow at {Site} does not tell what enters the linear there");

    /// <summary>What the block's first linears read, behind a norm where one stands at the block's input, <c>[tokens, hidden]</c>; null outside of blocks with a residual.</summary>
    public Tensor? BlockInput { get; init; }

    /// <summary>What the block will add to its own answer, <c>[tokens, hidden]</c>; null at sites that are no block's answer.</summary>
    public Tensor? Residual { get; init; }

    /// <summary>The block's norm of the sum of its answer and <see cref="Residual"/>; null where the norm does not stand there.</summary>
    public LayerNorm? Norm { get; init; }

    /// <summary>What would leave the block if nothing came between: the residual added, and the norm behind that taken where one stands there.</summary>
    /// <param name="answer">What the block gives, <c>[tokens, hidden]</c>.</param>
    /// <returns><c>[tokens, hidden]</c>; the answer itself at sites that are no block's answer.</returns>
    public Tensor Leaving(Tensor answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Residual is not { } residual ? answer
            : Norm is { } norm ? ResidualNorm.Apply(norm, answer, residual, 0, training: false)
            : answer + residual;
    }
}
