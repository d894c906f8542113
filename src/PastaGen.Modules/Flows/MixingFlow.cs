using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>A block of a layer that computes tokens from one another, as attention does.</summary>
/// <param name="config">The encoder.</param>
/// <param name="layer">The layer's number, counted from 0.</param>
public abstract class MixingFlow(EncoderConfig config, int layer) : BlockFlow(config, layer)
{
    /// <summary>Computes the block, its residual included.</summary>
    /// <param name="hidden">Hidden states, <c>[tokens, hidden]</c>.</param>
    /// <param name="read">
    /// The tokens that are answered for: <paramref name="hidden"/> itself, or the first of each row, <c>[batch, hidden]</c>.
    /// </param>
    /// <param name="batch">The batch.</param>
    /// <returns>The shape of <paramref name="read"/>.</returns>
    public abstract Tensor forward(Tensor hidden, Tensor read, TokenBatch batch);
}
