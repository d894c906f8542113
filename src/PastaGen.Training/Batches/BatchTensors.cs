using PastaGen.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>Makes a batch's tensors from arrays. The batch owns them, whatever scope the caller has open.</summary>
internal static class BatchTensors
{
    /// <summary>A batch from row-major arrays of <paramref name="rows"/> times <paramref name="columns"/> elements.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="ids">Token ids.</param>
    /// <param name="mask">1 for tokens and 0 for padding; where no element is 0 the batch gets no mask.</param>
    /// <param name="types">Token types.</param>
    /// <param name="special">The special tokens.</param>
    /// <param name="labels">The labels; the batch takes them over.</param>
    /// <param name="device">Where the batch lives.</param>
    public static TokenBatch Create(long rows, long columns, long[] ids, long[] mask, long[] types, SpecialTokens special, Tensor? labels, Device device)
    {
        Tensor Grid(long[] values) => Owned(values, [rows, columns], device);
        return new TokenBatch
        {
            InputIds = Grid(ids),
            AttentionMask = mask.Contains(0) ? Grid(mask) : null,
            TokenTypeIds = Grid(types),
            SpecialPositions = Owned(special.Positions, [special.Positions.Length], device),
            SpecialOrdinals = Owned(special.Ordinals, [special.Ordinals.Length], device),
            SpecialTokensPerRow = special.PerRow,
            Labels = labels,
        };
    }

    /// <summary>A tensor outside every scope.</summary>
    public static Tensor Owned(long[] values, long[] shape, Device device) =>
        tensor(values, shape, dtype: ScalarType.Int64, device: device).DetachFromDisposeScope();
}
