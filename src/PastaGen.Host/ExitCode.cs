namespace PastaGen.Host;

/// <summary>What a verb's exit code tells a script.</summary>
public static class ExitCode
{
    /// <summary>The verb did what was asked.</summary>
    public const int Done = 0;

    /// <summary>It failed, and standard error says why in one sentence.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong; nothing was done.</summary>
    public const int WrongUsage = 2;

    /// <summary>Ctrl-C: 128 and the signal's number, as shells count.</summary>
    public const int Stopped = 130;

    /// <summary>Whoever read standard output has gone, as <c>head</c> does; as SIGPIPE, in the same way.</summary>
    public const int ReaderGone = 141;

    /// <summary>SIGTERM, in the same way.</summary>
    public const int Terminated = 143;
}
