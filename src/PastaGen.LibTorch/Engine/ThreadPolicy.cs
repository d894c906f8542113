using System.Globalization;
using PastaGen.LibTorch.Interop;

namespace PastaGen.LibTorch.Engine;

/// <summary>
/// How many threads compute and how idle ones wait. The one place that decides both; a user's own setting always wins.
/// </summary>
internal static class ThreadPolicy
{
    /// <summary>
    /// Idle threads sleep rather than spin. Alone on its cores a training step is up to a tenth faster with threads that spin; beside
    /// other work it is then ten times slower, for a thread that waits takes the core from the one that it waits for
    /// (docs/performance.md). <c>OMP_WAIT_POLICY=active</c> in the environment turns it round.
    /// </summary>
    internal const string DefaultWaitPolicy = "passive";

    internal const string WaitVariable = "OMP_WAIT_POLICY";
    internal const string ThreadsVariable = "OMP_NUM_THREADS";

    /// <summary>The wait policy in force.</summary>
    internal static string WaitPolicy => Environment.GetEnvironmentVariable(WaitVariable) is { Length: > 0 } chosen ? chosen : DefaultWaitPolicy;

    /// <summary>The number of threads asked for: the first number of <c>OMP_NUM_THREADS</c>, else every core that the process may use.</summary>
    internal static int Threads
    {
        get
        {
            var stated = Environment.GetEnvironmentVariable(ThreadsVariable)?.Split(',')[0];
            return int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads > 0 ? threads : Environment.ProcessorCount;
        }
    }

    /// <summary>Writes the policy where libgomp reads it, which it does once, when it is loaded.</summary>
    internal static void BeforeLoading() => LibC.SetUnlessSet(WaitVariable, DefaultWaitPolicy);

    /// <summary>Debian's libtorch starts with one thread, whatever the machine has.</summary>
    internal static void AfterLoading() => Native.Check(Native.pastagen_set_num_threads(Threads), "setting the number of threads");
}
