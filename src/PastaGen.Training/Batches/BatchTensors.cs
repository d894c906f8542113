using PastaGen.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>Makes a batch's tensors from arrays. The batch owns them, whatever scope the caller has open.</summary>
internal static class BatchTensors
{
    /// <summary>A batch from row-major arrays of <paramref name="rows"/> padded rows.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="ids">Token ids.</param>
    /// <param name="mask">1 for tokens and 0 for padding.</param>
    /// <param name="types">Token types.</param>
    /// <param name="ordinals">0 none, p the p-th special token of its row; null where the model does not look at them.</param>
    /// <param name="labels">The labels; null where there are none.</param>
    /// <param name="config">The encoder that reads the batch.</param>
    /// <param name="device">Where the batch lives.</param>
    /// <param name="answersVirtualTokens">Whether heads for tokens answer for virtual tokens too.</param>
    /// <param name="vectors">Takes vectors of the batch's states; null where nobody asks for any.</param>
    public static TokenBatch Create(
        int rows, long[] ids, long[] mask, long[] types, long[]? ordinals, BatchLabels? labels, EncoderConfig config, Device device,
        bool answersVirtualTokens = false, StateVectors? vectors = null)
    {
        var positions = PositionIds.Of(ids, ids.Length / rows, config);
        var packed = new PackedRows(mask, rows, device);
        Tensor Tokens(Func<int, long> value) => Owned([.. packed.Places.Select(value)], [packed.TokenCount], device);
        var laid = labels?.Lay(mask, packed.Places, device);
        var special = ordinals is null ? SpecialTokens.None : SpecialTokens.From(ordinals, packed.Places);
        return new TokenBatch
        {
            Rows = packed,
            InputIds = Tokens(place => ids[place]),
            TokenTypeIds = Tokens(place => types[place]),
            PositionIds = Tokens(place => positions[place]),
            SpecialPositions = Owned(special.Positions, [special.Positions.Length], device),
            SpecialOrdinals = Owned(special.Ordinals, [special.Ordinals.Length], device),
            SpecialTokensPerRow = special.PerRow,
            Labels = laid?.Labels,
            CountedLabels = laid?.Counted,
            AnswersVirtualTokens = answersVirtualTokens,
            Vectors = vectors,
        };
    }

    /// <summary>A tensor outside every scope.</summary>
    public static Tensor Owned(long[] values, long[] shape, Device device) =>
        DeviceCopy.Of(tensor(values, shape, dtype: ScalarType.Int64), device);
}
