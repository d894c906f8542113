namespace PastaGen.Training;

/// <summary>What became of a merge.</summary>
/// <param name="Weights">Number of tensors of the backbone that were changed.</param>
/// <param name="Bytes">Size of the file of weights.</param>
/// <param name="LargestDifference">The largest difference between an answer of the adapted model and of the merged one, over a few rows of random words.</param>
/// <param name="LargestAnswer">The largest answer among them, without its sign: what the difference is to be seen beside.</param>
public sealed record MergeReport(int Weights, long Bytes, double LargestDifference, double LargestAnswer);
