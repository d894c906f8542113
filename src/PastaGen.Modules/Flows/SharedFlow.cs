namespace PastaGen.Modules;

/// <summary>
/// A block whose weights belong to all layers. It stands beside them and computes what they ask it for: a kind of block that needs it has an
/// abstract property of its class, and the emitted block is given the architecture's one.
/// </summary>
/// <param name="config">The encoder.</param>
public abstract class SharedFlow(EncoderConfig config) : BlockFlow(config, layer: 0);
