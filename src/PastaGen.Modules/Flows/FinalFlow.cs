using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>A block that runs once after the last layer and computes each token by itself.</summary>
/// <param name="config">The encoder.</param>
public abstract class FinalFlow(EncoderConfig config) : BlockFlow(config, layer: 0)
{
    /// <summary>Computes the block.</summary>
    /// <param name="hidden">Hidden states, <c>[tokens, hidden]</c>, or those of the first tokens alone, <c>[batch, hidden]</c>.</param>
    /// <param name="batch">The batch.</param>
    /// <returns>The shape of <paramref name="hidden"/>.</returns>
    public abstract Tensor forward(Tensor hidden, TokenBatch batch);
}
