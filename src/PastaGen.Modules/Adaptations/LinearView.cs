using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>A linear of the backbone as its site sees it: a whole one, or its own rows of several that lie behind one another.</summary>
/// <param name="linear">The linear.</param>
/// <param name="firstRow">The first of its rows.</param>
/// <param name="rowCount">The number of rows; null means all from the first on.</param>
public readonly struct LinearView(Linear linear, int firstRow = 0, int? rowCount = null)
{
    /// <summary>The weight, <c>[output, input]</c>; a view where it is a part, so that writing to it writes to the linear.</summary>
    public Tensor Weight => rowCount is { } count ? linear.weight.narrow(0, firstRow, count) : linear.weight;

    /// <summary>The bias, <c>[output]</c>; null where the linear has none. A view as the weight is.</summary>
    public Tensor? Bias => rowCount is { } count ? linear.bias?.narrow(0, firstRow, count) : linear.bias;

    /// <summary>A whole linear.</summary>
    /// <param name="linear">The linear.</param>
    public static implicit operator LinearView(Linear linear) => new(linear);

    /// <summary>A whole linear.</summary>
    /// <param name="linear">The linear.</param>
    public static LinearView FromLinear(Linear linear) => linear;
}
