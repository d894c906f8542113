using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>A block that stands first and makes hidden states from a batch. An architecture has one.</summary>
/// <param name="config">The encoder.</param>
public abstract class EmbeddingFlow(EncoderConfig config) : BlockFlow(config, layer: 0)
{
    /// <summary>Computes the block.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns><c>[tokens, hidden]</c>.</returns>
    public abstract Tensor forward(TokenBatch batch);
}
