using System.Diagnostics;

namespace PastaGen.LibTorch.Engine;

/// <summary>The machine's C++ compiler, run as a child process.</summary>
/// <param name="Command">What is run.</param>
internal sealed record Compiler(string Command)
{
    /// <summary>The commands to try: the one that <c>CXX</c> names, else the usual ones.</summary>
    internal static IReadOnlyList<string> Candidates =>
        Environment.GetEnvironmentVariable("CXX") is { Length: > 0 } named ? [named] : ["g++", "c++", "clang++"];

    /// <summary>The first of some commands that answers.</summary>
    /// <exception cref="EngineUnavailableException">None answers.</exception>
    internal static Compiler Find(IReadOnlyList<string> candidates)
    {
        foreach (var command in candidates)
            if (Run(command, ["--version"]) is (0, _)) return new(command);
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
