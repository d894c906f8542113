using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Which row of a table of relative positions stands for a distance. A distance is the query's column less the key's; columns are those of
/// the input before padding was left out.
/// </summary>
/// <param name="RowCount">Number of the table's rows.</param>
public abstract record RelativePositions(int RowCount)
{
    /// <summary>The rows of some distances.</summary>
    /// <param name="distances">int64 <c>[distances]</c> in the processor's memory.</param>
    /// <returns>int64 <c>[distances]</c>.</returns>
    internal abstract Tensor RowsOf(Tensor distances);
}
