using PastaGen.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>What a teacher says of the passages of one text.</summary>
internal abstract class TeacherTargets
{
    /// <summary>Computes what can be known of some passages before they are asked for.</summary>
    /// <exception cref="OperationCanceledException">The token asked to stop.</exception>
    public virtual void Prepare(IEnumerable<int> passages, CancellationToken cancellation)
    {
    }

    /// <summary>Which vectors of some passages' states are compared with what, float32 <c>[vectors, width]</c>; both outside of every scope. They must be prepared.</summary>
    /// <param name="passages">The passages' numbers, a row each, all of their tokens counted.</param>
    /// <param name="device">Where the states live.</param>
    public abstract (StateVectors Vectors, Tensor Targets) Of(IReadOnlyList<int> passages, Device device);
}
