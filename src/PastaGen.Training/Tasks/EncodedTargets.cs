using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The targets of a data set as numbers.</summary>
internal abstract class EncodedTargets
{
    /// <summary>How often each label occurs, over rows or over words; empty where targets are numbers.</summary>
    /// <param name="labelCount">Number of labels.</param>
    public abstract IReadOnlyList<long> LabelCounts(int labelCount);

    /// <summary>The labels of a batch.</summary>
    /// <param name="rows">The rows' places, in the order in which the batch holds them.</param>
    /// <param name="device">Where the batch lives.</param>
    /// <returns>A tensor outside every scope.</returns>
    public abstract Tensor ToTensor(int[] rows, Device device);
}
