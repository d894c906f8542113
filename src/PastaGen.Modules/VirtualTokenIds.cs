using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>What a batch whose rows begin with virtual tokens holds of each token; made once for a batch, which keeps it.</summary>
internal sealed class VirtualTokenIds : IDisposable
{
    /// <summary>The tensors of a batch with virtual tokens.</summary>
    /// <param name="batch">The batch without them.</param>
    /// <param name="longer">Where the tokens of both lie.</param>
    /// <param name="count">How many each row gets.</param>
    /// <param name="config">The encoder.</param>
    public VirtualTokenIds(TokenBatch batch, PrependedRows longer, int count, EncoderConfig config)
    {
        using var scope = NewDisposeScope();
        var device = batch.InputIds.device;
        var first = batch.NumbersTaken + (config.PositionNumbering == PositionNumbering.AfterPadding ? config.PadTokenId + 1 : 0);
        Tensor Longer(Tensor ids, int filler) =>
            longer.Prepend(full([count, 1], filler, dtype: ScalarType.Int64, device: device), ids.unsqueeze(1)).squeeze(1).DetachFromDisposeScope();
        InputIds = Longer(batch.InputIds, config.PadTokenId);
        TokenTypeIds = Longer(batch.TokenTypeIds, 0);
        PositionIds = DeviceCopy.Of(tensor([.. longer.Rows.TokenColumns.Select(column => (long)column + first)], dtype: ScalarType.Int64), device).DetachFromDisposeScope();
        SpecialPositions = longer.Places.index_select(0, batch.SpecialPositions).DetachFromDisposeScope();
        AnsweredTokens = (batch.AnsweredTokens is { } answered ? longer.Places.index_select(0, answered) : longer.Places.clone()).DetachFromDisposeScope();
    }

    /// <summary>Token ids, that of padding for virtual tokens, <c>[tokens]</c>.</summary>
    public Tensor InputIds { get; }

    /// <summary>Token types, 0 for virtual tokens, <c>[tokens]</c>.</summary>
    public Tensor TokenTypeIds { get; }

    /// <summary>The numbers of all tokens, <c>[tokens]</c>.</summary>
    public Tensor PositionIds { get; }

    /// <summary>Which tokens are special, <c>[special tokens of the batch]</c>.</summary>
    public Tensor SpecialPositions { get; }

    /// <summary>The answered tokens that are not virtual, <c>[answered]</c>.</summary>
    public Tensor AnsweredTokens { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[InputIds, TokenTypeIds, PositionIds, SpecialPositions, AnsweredTokens]) tensor.Dispose();
    }
}
