using System.CommandLine;
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

    // What decides how much a verb that computes holds at once, by the names that verbs have for it.
    private static readonly string[] MemoryOptions = ["--batch-size", "--batch-tokens", "--max-length"];

    internal static int Report(Exception error, Command verb, Terminal terminal, CancellationToken stop)
    {
        if (error is TrainingStoppedException || (error is OperationCanceledException && stop.IsCancellationRequested))
        {
            terminal.Complain(error is TrainingStoppedException ? OneLine(error.Message) : "stopped before the end");
            return ExitCode.Stopped;
        }
        if (StandardOutput.ReaderIsGone(error)) return ExitCode.ReaderGone;
        terminal.Complain(Sentence(error, verb));
        if (Environment.GetEnvironmentVariable(StackTraceVariable) == "1") terminal.Error.WriteLine(error);
        return ExitCode.Failed;
    }

    private static string Sentence(Exception error, Command verb) => error switch
    {
        BadInputException or EngineUnavailableException => OneLine(error.Message),
        IOException or UnauthorizedAccessException => OneLine(error.Message),
        OutOfMemoryException => OutOfMemory(verb),
        _ => $"an error that should not happen ({error.GetType().Name}: {OneLine(error.Message)}); {StackTraceVariable}=1 shows where",
    };

    private static string OutOfMemory(Command verb)
    {
        string[] smaller = [.. MemoryOptions.Intersect(verb.Options.Select(option => option.Name), StringComparer.Ordinal)];
        return smaller.Length == 0 ? "out of memory" : $"out of memory; a smaller {string.Join(" or ", smaller)} needs less";
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
