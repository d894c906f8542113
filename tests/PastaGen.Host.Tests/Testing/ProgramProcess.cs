using System.Diagnostics;

namespace PastaGen.Host.Tests.Testing;

/// <summary>The program as a process of its own, for what can only be seen from outside: signals, pipes, what is loaded.</summary>
internal static class ProgramProcess
{
    internal static Process Start((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pasta.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    internal static async Task<HostAnswer> RunAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new HostAnswer(process.ExitCode, output, await error);
    }
}
