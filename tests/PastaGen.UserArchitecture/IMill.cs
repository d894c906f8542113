using TorchSharp.Modules;

namespace PastaGen.UserArchitecture;

/// <summary>
/// An architecture that nobody published: no positions, no attention, each layer grinds, mixes and grinds again, one table serves all layers,
/// and the first layer mixes without a norm.
/// </summary>
[Architecture("mill", Prefix = "mill.")]
[SequenceHead("answer", HeadInput.PooledOutput)]
public interface IMill : IArchitecture
{
    /// <summary>What comes in.</summary>
    [Block("hopper")] IHopper Hopper { get; }

    /// <summary>What drives all layers.</summary>
    [Block("wheel")] IDrive Drive { get; }

    /// <summary>The layers.</summary>
    [Repeated("floors.{0}")] IReadOnlyList<IFloor> Floors { get; }

    /// <summary>What goes out.</summary>
    [Block("sieve")] ISpout Spout { get; }

    /// <summary>What comes in.</summary>
    [ScaledWords]
    interface IHopper
    {
        /// <summary>One row per word.</summary>
        [Weights(Role.Words, "grain")] Embedding Grain { get; }
    }

    /// <summary>What drives all layers.</summary>
    [Wheel]
    interface IDrive
    {
        /// <summary>One row per layer, and one.</summary>
        [Weights("Gains", "gains")] Embedding Turns { get; }
    }

    /// <summary>A layer.</summary>
    interface IFloor
    {
        /// <summary>The upper stone.</summary>
        [Block("upper")] IStone Upper { get; }

        /// <summary>The mixing.</summary>
        [Block("mixer")] IMixer Mixer { get; }

        /// <summary>The lower stone.</summary>
        [Block("lower")] IStone Lower { get; }
    }

    /// <summary>A stone.</summary>
    [Grinding]
    interface IStone
    {
        /// <summary>To the intermediate size.</summary>
        [Weights(Role.Widen, "wide", Bias = false)] Linear Wide { get; }

        /// <summary>Back.</summary>
        [Weights(Role.Output, "narrow", Bias = false)] Linear Narrow { get; }

        /// <summary>Ends the stone.</summary>
        [Weights(Role.Norm, "level", Bias = false)] LayerNorm Level { get; }
    }

    /// <summary>The mixing.</summary>
    [MeanMixing(Share = 0.5)]
    interface IMixer
    {
        /// <summary>What is mixed; its name is that of another part.</summary>
        [Weights("Factors", "factors", Bias = false)] Linear Output { get; }

        /// <summary>Back.</summary>
        [Weights(Role.Output, "back")] Linear Factors { get; }

        /// <summary>At the input, but not of the first layer.</summary>
        [Weights(Role.Norm, "even", FirstLayer = 1)] LayerNorm? Even { get; }
    }

    /// <summary>What goes out.</summary>
    [Sieve]
    interface ISpout
    {
        /// <summary>First.</summary>
        [Weights(Role.Norm, "shake")] LayerNorm Shake { get; }

        /// <summary>Last.</summary>
        [Weights(Role.Output, "mesh", Bias = false)] Linear Mesh { get; }
    }
}
