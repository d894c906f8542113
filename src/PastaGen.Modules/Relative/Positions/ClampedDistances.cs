using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// A row of its own for every distance from <c>-reach</c> to <c>reach - 1</c>, the outermost rows also for what lies beyond (He et al. 2021,
/// disentangled attention, arXiv 2006.03654, equation 3).
/// </summary>
/// <param name="Reach">Half the number of rows.</param>
public sealed record ClampedDistances(int Reach) : RelativePositions(2 * Reach)
{
    internal override Tensor RowsOf(Tensor distances) => (distances + Reach).clamp(0, (2 * Reach) - 1);
}
