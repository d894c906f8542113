using System.Runtime;

namespace PastaGen.Generator.Benchmarks;

/// <summary>
/// A process in which the just-in-time compiler has nothing left to do. It compiles what runs often a second and a third time, in the
/// background and late where the machine has other work; what is timed before that is the compiler's luck.
/// </summary>
internal static class WarmProcess
{
    // A method is compiled anew after 30 calls, and not while others are compiled for the first time.
    private const int Calls = 30, MostRounds = 40;
    private static readonly TimeSpan Background = TimeSpan.FromMilliseconds(300);

    /// <summary>Does some work until no method of it is compiled any more.</summary>
    public static void Reach(Action work)
    {
        var compiled = -1L;
        for (var round = 0; round < MostRounds && compiled != JitInfo.GetCompiledMethodCount(); round++)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            for (var i = 0; i < Calls; i++) work();
            Thread.Sleep(Background);
        }
    }
}
