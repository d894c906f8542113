using TorchSharp.Modules;

namespace PastaGen.Modules;

/// <summary>What all layers of an encoder know of the distance between query and key; <see cref="DistanceSelfAttention"/> asks for it.</summary>
/// <param name="config">The encoder.</param>
public abstract class DistanceFlow(EncoderConfig config) : SharedFlow(config)
{
    /// <summary>The rows of the tables that a batch needs.</summary>
    /// <param name="rows">How the batch's rows lie in its states.</param>
    public abstract RelativeRows Rows(PackedRows rows);

    /// <summary>What attention adds to its scores.</summary>
    /// <param name="rows">The rows that the batch needs.</param>
    /// <param name="query">The layer's projection to queries.</param>
    /// <param name="key">The layer's projection to keys.</param>
    public abstract RelativeTerms Terms(RelativeRows rows, Linear query, Linear key);
}
