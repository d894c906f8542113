using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>One batch as a model reads it: the tokens of all rows one behind the other, without padding. Owns its tensors.</summary>
public sealed class TokenBatch : IDisposable
{
    /// <summary>Where each row's tokens lie.</summary>
    public required PackedRows Rows { get; init; }

    /// <summary>Token ids, int64 <c>[tokens]</c>.</summary>
    public required Tensor InputIds { get; init; }

    /// <summary>Token types, int64 <c>[tokens]</c>, each below the encoder's number of types.</summary>
    public required Tensor TokenTypeIds { get; init; }

    /// <summary>The number of each token in its row as the encoder numbers them, int64 <c>[tokens]</c>.</summary>
    public required Tensor PositionIds { get; init; }

    /// <summary>Which tokens are special, int64 <c>[special tokens of the batch]</c>.</summary>
    public required Tensor SpecialPositions { get; init; }

    /// <summary>Which of its row's special tokens each one is, counted from 0, int64 <c>[special tokens of the batch]</c>.</summary>
    public required Tensor SpecialOrdinals { get; init; }

    /// <summary>The largest number of special tokens in a row.</summary>
    public required int SpecialTokensPerRow { get; init; }

    /// <summary>Label ids, int64 <c>[batch]</c>; null where there are none.</summary>
    public Tensor? Labels { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Rows.Dispose();
        InputIds.Dispose();
        TokenTypeIds.Dispose();
        PositionIds.Dispose();
        SpecialPositions.Dispose();
        SpecialOrdinals.Dispose();
        Labels?.Dispose();
    }
}
