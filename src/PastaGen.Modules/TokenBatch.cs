using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>One padded batch as a model reads it. Owns its tensors.</summary>
public sealed class TokenBatch : IDisposable
{
    /// <summary>Token ids, int64 <c>[batch, sequence]</c>.</summary>
    public required Tensor InputIds { get; init; }

    /// <summary>1 where a token stands and 0 where it is padding, int64 <c>[batch, sequence]</c>; null where nothing is padded.</summary>
    public Tensor? AttentionMask { get; init; }

    /// <summary>Token types, int64 <c>[batch, sequence]</c>, each below the encoder's number of types.</summary>
    public required Tensor TokenTypeIds { get; init; }

    /// <summary>Where special tokens stand: indices into the flattened <c>[batch * sequence]</c>, int64 <c>[special tokens of the batch]</c>.</summary>
    public required Tensor SpecialPositions { get; init; }

    /// <summary>Which of its row's special tokens each one is, counted from 0, int64 <c>[special tokens of the batch]</c>.</summary>
    public required Tensor SpecialOrdinals { get; init; }

    /// <summary>The largest number of special tokens in a row.</summary>
    public required int SpecialTokensPerRow { get; init; }

    /// <summary>Label ids, int64 <c>[batch]</c>; null where there are none.</summary>
    public Tensor? Labels { get; init; }

    /// <summary>Number of rows.</summary>
    public long Rows => InputIds.shape[0];

    /// <summary>Number of columns.</summary>
    public long Columns => InputIds.shape[1];

    /// <inheritdoc/>
    public void Dispose()
    {
        InputIds.Dispose();
        AttentionMask?.Dispose();
        TokenTypeIds.Dispose();
        SpecialPositions.Dispose();
        SpecialOrdinals.Dispose();
        Labels?.Dispose();
    }
}
