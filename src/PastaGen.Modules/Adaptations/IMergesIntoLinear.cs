namespace PastaGen.Modules;

/// <summary>
/// An adaptation whose whole effect at a place another weight and bias of the place's linear would have. It can be merged into a backbone, and serves
/// there without code of its own.
/// </summary>
public interface IMergesIntoLinear
{
    /// <summary>
    /// Writes the effect into the linear, in place and without tracking gradients, and changes the module's own parameters so that it has none any more.
    /// Those that follow from the linear's weights, <see cref="IStartsFromLinear"/>, are given anew once every adaptation of the linear has done so.
    /// </summary>
    /// <param name="linear">The place's linear.</param>
    void MergeInto(LinearView linear);
}
