using TorchSharp.Modules;

namespace PastaGen.Renamed;

/// <summary>
/// The same data flow as the published architecture that PastaGen.Models declares first, and not one of its names: neither the
/// family's, nor a block's, a member's or a tensor's.
/// </summary>
[Architecture("tower", Prefix = "tower.")]
[SequenceHead("verdict", HeadInput.PooledOutput)]
public interface ITower : IArchitecture
{
    /// <summary>The ground floor.</summary>
    [Block("ground")] IGround Ground { get; }

    /// <summary>The storeys above it.</summary>
    [Repeated("storeys.storey{0}")] IReadOnlyList<IStorey> Storeys { get; }

    /// <summary>The top.</summary>
    [Block("lantern")] ILantern Lantern { get; }

    /// <summary>The ground floor.</summary>
    [Embeddings]
    interface IGround
    {
        /// <summary>One row per word.</summary>
        [Weights(Role.Words, "bricks")] Embedding Bricks { get; }

        /// <summary>One row per position.</summary>
        [Weights(Role.Positions, "steps")] Embedding Steps { get; }

        /// <summary>One row per token type.</summary>
        [Weights(Role.TokenTypes, "sides")] Embedding Sides { get; }

        /// <summary>Ends the ground floor.</summary>
        [Weights(Role.Norm, "level")] LayerNorm Level { get; }
    }

    /// <summary>One storey.</summary>
    interface IStorey
    {
        /// <summary>Where positions look at each other.</summary>
        [Block("windows")] IWindows Windows { get; }

        /// <summary>Where each position is by itself.</summary>
        [Block] IRooms Rooms { get; }
    }

    /// <summary>Where positions look at each other.</summary>
    [SelfAttention(NormPlacement.Post)]
    interface IWindows
    {
        /// <summary>What a position looks for.</summary>
        [Weights(Role.Query, "gaze")] Linear Gaze { get; }

        /// <summary>What a position is found by.</summary>
        [Weights(Role.Key, "sign")] Linear Sign { get; }

        /// <summary>What a position gives.</summary>
        [Weights(Role.Value, "view")] Linear View { get; }

        /// <summary>Back to the stairs.</summary>
        [Weights(Role.Output, "frame")] Linear Frame { get; }

        /// <summary>Ends the windows.</summary>
        [Weights(Role.Norm, "sill")] LayerNorm Sill { get; }
    }

    /// <summary>Where each position is by itself.</summary>
    [FeedForward(NormPlacement.Post)]
    interface IRooms
    {
        /// <summary>The way in.</summary>
        [Weights(Role.Widen, "rooms.door")] Linear Door { get; }

        /// <summary>The way out.</summary>
        [Weights(Role.Output, "rooms.exit")] Linear Exit { get; }

        /// <summary>Ends the rooms.</summary>
        [Weights(Role.Norm, "rooms.floor")] LayerNorm Floor { get; }
    }

    /// <summary>The top.</summary>
    [Pooler(Activation.Tanh)]
    interface ILantern
    {
        /// <summary>The light.</summary>
        [Weights(Role.Output, "light")] Linear Light { get; }
    }
}
