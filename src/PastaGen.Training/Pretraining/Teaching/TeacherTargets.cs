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

    /// <summary>What some passages' states shall be compared with, outside of every scope; they must be prepared.</summary>
    /// <param name="passages">The passages' numbers, a row each, all of their tokens counted.</param>
    /// <param name="device">Where the states live.</param>
    public abstract ComparedStates Of(IReadOnlyList<int> passages, Device device);
}
