using PastaGen.Host.Terminals;
using PastaGen.LibTorch;
using PastaGen.Text;
using PastaGen.Training;

namespace PastaGen.Host;

/// <summary>Turns what went wrong in a verb into one sentence on standard error and an exit code.</summary>
internal static class Failure
{
    /// <summary>Set to 1, it shows the stack trace below the sentence.</summary>
    internal const string StackTraceVariable = "PASTAGEN_STACKTRACE";

    internal static int Report(Exception error, Terminal terminal, CancellationToken stop)
    {
        if (error is TrainingStoppedException || (error is OperationCanceledException && stop.IsCancellationRequested))
        {
            terminal.Complain(error is TrainingStoppedException ? OneLine(error.Message) : "stopped before the end");
            return ExitCode.Stopped;
        }
        if (StandardOutput.ReaderIsGone(error)) return ExitCode.ReaderGone;
        terminal.Complain(Sentence(error));
        if (Environment.GetEnvironmentVariable(StackTraceVariable) == "1") terminal.Error.WriteLine(error);
        return ExitCode.Failed;
    }

    private static string Sentence(Exception error) => error switch
    {
        BadInputException or EngineUnavailableException => OneLine(error.Message),
        IOException or UnauthorizedAccessException => OneLine(error.Message),
        OutOfMemoryException => "out of memory; a smaller --batch-size or --max-length needs less",
        _ => $"an error that should not happen ({error.GetType().Name}: {OneLine(error.Message)}); {StackTraceVariable}=1 shows where",
    };

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
