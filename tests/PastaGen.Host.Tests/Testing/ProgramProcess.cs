using System.Diagnostics;
using System.Globalization;

namespace PastaGen.Host.Tests.Testing;

/// <summary>The program as a process of its own, for what can only be seen from outside: signals, pipes, what is loaded.</summary>
internal static class ProgramProcess
{
    internal static Process Start((string Name, string Value)[] environment, params string[] arguments) => StartProgram("pasta.dll", environment, arguments);

    internal static Task<HostAnswer> RunAsync((string Name, string Value)[] environment, params string[] arguments) => AnswerAsync(Start(environment, arguments));

    /// <summary>Runs another program that stands beside the tests.</summary>
    internal static Task<HostAnswer> RunProgramAsync(string assembly, params string[] arguments) => AnswerAsync(StartProgram(assembly, [], arguments));

    private static Process StartProgram(string assembly, (string Name, string Value)[] environment, string[] arguments)
    {
        // A test run in the background of a script inherits an ignored SIGINT, and so would the program; env gives it the default back.
        // The time limit turns a program that never ends into a failure.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,TERM,PIPE", "timeout", "--foreground", "--kill-after=5", "60",
            "dotnet", Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Sends a signal to the program: <c>INT</c>, <c>TERM</c>.</summary>
    internal static async Task SignalAsync(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static async Task<HostAnswer> AnswerAsync(Process started)
    {
        using var process = started;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new HostAnswer(process.ExitCode, output, await error);
    }
}
