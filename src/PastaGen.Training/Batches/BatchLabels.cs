using PastaGen.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The labels of a batch that is not laid out yet.</summary>
internal abstract class BatchLabels
{
    /// <summary>A label id for each row.</summary>
    public static BatchLabels OfRows(long[] ids) => new RowLabels(ids);

    /// <summary>A label id for each place of the padded batch, row by row; <see cref="TensorFileBatch.IgnoredLabel"/> where there is none.</summary>
    public static BatchLabels OfPlaces(long[] ids) => new PlaceLabels(ids);

    /// <summary>Numbers for each row: one, or one for each label.</summary>
    /// <param name="values">The numbers, row by row.</param>
    /// <param name="shape"><c>[batch]</c> or <c>[batch, labels]</c>.</param>
    public static BatchLabels OfNumbers(float[] values, params long[] shape) => new NumberLabels(values, shape);

    /// <summary>The labels as a model reads them.</summary>
    /// <param name="mask">1 for tokens and 0 for padding, for each place of the padded batch.</param>
    /// <param name="places">The places of the batch's tokens.</param>
    /// <param name="device">Where the batch lives.</param>
    /// <returns>A tensor outside every scope, and how many of the labels count; null where all do.</returns>
    public abstract (Tensor Labels, long? Counted) Lay(long[] mask, IReadOnlyList<int> places, Device device);

    private sealed class RowLabels(long[] ids) : BatchLabels
    {
        public override (Tensor Labels, long? Counted) Lay(long[] mask, IReadOnlyList<int> places, Device device) =>
            (BatchTensors.Owned(ids, [ids.Length], device), null);
    }

    private sealed class PlaceLabels(long[] ids) : BatchLabels
    {
        public override (Tensor Labels, long? Counted) Lay(long[] mask, IReadOnlyList<int> places, Device device)
        {
            // A place whose mask is 0 holds no token, even where its row keeps it.
            long[] ofTokens = [.. places.Select(place => mask[place] == 0 ? TensorFileBatch.IgnoredLabel : ids[place])];
            return (BatchTensors.Owned(ofTokens, [ofTokens.Length], device), ofTokens.LongCount(label => label != TensorFileBatch.IgnoredLabel));
        }
    }

    private sealed class NumberLabels(float[] values, long[] shape) : BatchLabels
    {
        public override (Tensor Labels, long? Counted) Lay(long[] mask, IReadOnlyList<int> places, Device device) =>
            (DeviceCopy.Of(tensor(values, shape, dtype: ScalarType.Float32), device), null);
    }
}
