using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// A row of its own for every distance from <c>1 - positions</c> to <c>positions - 1</c> (Shaw et al. 2018, "Self-Attention with Relative
/// Position Representations", arXiv 1803.02155, without clipping).
/// </summary>
/// <param name="Positions">Longest input in tokens.</param>
public sealed record ExactDistances(int Positions) : RelativePositions((2 * Positions) - 1)
{
    internal override Tensor RowsOf(Tensor distances) => distances + (Positions - 1);
}
