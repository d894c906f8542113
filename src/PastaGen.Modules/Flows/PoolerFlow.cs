using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>A block that makes one state of a text from that of its first token. Files of a family may lack it.</summary>
/// <param name="config">The encoder.</param>
public abstract class PoolerFlow(EncoderConfig config) : BlockFlow(config, layer: 0)
{
    /// <summary>Computes the block.</summary>
    /// <param name="first">The state of each text's first token, <c>[batch, hidden]</c>.</param>
    /// <returns><c>[batch, hidden]</c>.</returns>
    public abstract Tensor forward(Tensor first);
}
