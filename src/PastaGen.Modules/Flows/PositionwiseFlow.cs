using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>A block of a layer that computes each token by itself.</summary>
/// <param name="config">The encoder.</param>
/// <param name="layer">The layer's number, counted from 0.</param>
public abstract class PositionwiseFlow(EncoderConfig config, int layer) : BlockFlow(config, layer)
{
    /// <summary>Computes the block, its residual included.</summary>
    /// <param name="hidden">Hidden states, <c>[tokens, hidden]</c>, or those of the first tokens alone, <c>[batch, hidden]</c>.</param>
    /// <param name="batch">The batch.</param>
    /// <returns>The shape of <paramref name="hidden"/>.</returns>
    public abstract Tensor forward(Tensor hidden, TokenBatch batch);
}
