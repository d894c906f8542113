using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Terminals;
using PastaGen.Training;

namespace PastaGen.Host;

/// <summary>The verbs of <c>pasta</c> over a list of models: what a program calls in its one line.</summary>
public static class PastaHost
{
    /// <summary>Runs one verb on the process's own streams; Ctrl-C and SIGTERM end it cleanly, a second one at once.</summary>
    /// <param name="arguments">The command line, without the program's name.</param>
    /// <param name="models">The models that the program offers.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 wrong usage, 130 or 143 stopped by a signal.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, IReadOnlyList<ModelDefinition> models)
    {
        using var signals = new StopSignals();
        using var terminal = Terminal.OfProcess();
        var exitCode = await RunAsync(arguments, models, terminal, signals.Token).ConfigureAwait(false);
        return exitCode == ExitCode.Stopped ? signals.ExitCode : exitCode;
    }

    /// <summary>Runs one verb on given streams.</summary>
    /// <param name="arguments">The command line, without the program's name.</param>
    /// <param name="models">The models that the program offers.</param>
    /// <param name="terminal">Where the verb reads and writes.</param>
    /// <param name="stop">Ends the verb cleanly; the exit code is then 130.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 wrong usage, 130 stopped.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, IReadOnlyList<ModelDefinition> models, Terminal terminal, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        var given = RootVerb.Parse(arguments, new Session(models, terminal, [terminal.Program, .. arguments]));
        if (UsageErrors.Find(given, arguments) is { } sentence)
        {
            terminal.Complain(sentence);
            return ExitCode.WrongUsage;
        }
        try
        {
            var streams = new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            var exitCode = await given.InvokeAsync(streams, stop).ConfigureAwait(false);
            await terminal.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return exitCode;
        }
        catch (Exception error)
        {
            return Failure.Report(error, given.CommandResult.Command, terminal, stop);
        }
    }
}
