using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.UserArchitecture;

/// <summary>A gain for each layer and one for all, which every layer's mixing reads.</summary>
/// <param name="config">The encoder.</param>
[Flow("gains of the mixing, one table for all layers")]
public abstract class Wheel(EncoderConfig config) : SharedFlow(config)
{
    /// <summary>The table, <c>[layers + 1, hidden]</c>.</summary>
    [Part("Gains", nameof(GainCount), Dimension.Hidden)]
    public abstract Embedding Gains { get; }

    /// <summary>Number of the table's rows.</summary>
    /// <param name="config">The encoder.</param>
    public static int GainCount(EncoderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.LayerCount + 1;
    }

    /// <summary>The gain of a layer: its own row plus the last one, <c>[hidden]</c>.</summary>
    /// <param name="layer">The layer.</param>
    public Tensor GainOf(int layer)
    {
        using var scope = NewDisposeScope();
        var table = Gains.weight!;
        return (table.select(0, layer) + table.select(0, Config.LayerCount)).MoveToOuterDisposeScope();
    }
}

/// <summary>A gain for each layer and one for all.</summary>
public sealed class WheelAttribute : BlockKindAttribute<Wheel>;
