using System.Diagnostics;

namespace PastaGen.LibTorch.Engine;

/// <summary>The machine's C++ compiler, run as a child process.</summary>
/// <param name="Command">What is run.</param>
/// <param name="Version">The first line of its version report.</param>
internal sealed record Compiler(string Command, string Version)
{
    /// <summary>The compiler named by <c>CXX</c>, else the first of the usual ones that answers.</summary>
    /// <exception cref="EngineUnavailableException">None answers.</exception>
    internal static Compiler Find()
    {
        string[] candidates = Environment.GetEnvironmentVariable("CXX") is { Length: > 0 } named ? [named] : ["g++", "c++", "clang++"];
        foreach (var command in candidates)
            if (Run(command, ["--version"]) is (0, { Length: > 0 } report)) return new(command, report.Split('\n')[0].Trim());
        throw EngineMessages.NoCompiler(candidates);
    }

    /// <summary>Compiles; the exit code and everything the compiler said.</summary>
    internal (int Code, string Report) Run(IEnumerable<string> arguments) =>
        Run(Command, arguments) ?? (1, $"{Command} could not be started");

    private static (int Code, string Report)? Run(string command, IEnumerable<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null) return null;
            var errors = new System.Text.StringBuilder();
            process.ErrorDataReceived += (_, line) => { if (line.Data is not null) errors.AppendLine(line.Data); };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
