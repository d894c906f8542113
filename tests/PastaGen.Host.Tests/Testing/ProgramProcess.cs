using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PastaGen.Host.Tests.Testing;

/// <summary>The program as a process of its own, for what can only be seen from outside: signals, pipes, what is loaded.</summary>
internal static class ProgramProcess
{
    internal static Process Start((string Name, string Value)[] environment, params string[] arguments) => StartProgram("pasta.dll", environment, arguments);

    internal static Task<HostAnswer> RunAsync((string Name, string Value)[] environment, params string[] arguments) => AnswerAsync(Start(environment, arguments));

    /// <summary>The environment of each of some processes that train one model together.</summary>
    internal static (string Name, string Value)[][] Places(int size)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return [.. Enumerable.Range(0, size).Select(rank => Place(rank, size, port))];
    }

    /// <summary>The environment of one of some processes that meet at a port of this machine.</summary>
    internal static (string Name, string Value)[] Place(int rank, int size, int port)
    {
        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        return [("WORLD_SIZE", Text(size)), ("RANK", Text(rank)), ("LOCAL_RANK", Text(rank)), ("MASTER_ADDR", "127.0.0.1"), ("MASTER_PORT", Text(port)), ("OMP_NUM_THREADS", "1")];
    }

    /// <summary>Runs another program that stands beside the tests.</summary>
    internal static Task<HostAnswer> RunProgramAsync(string assembly, params string[] arguments) => RunProgramWithInputAsync(assembly, "", arguments);

    /// <summary>Runs another program that stands beside the tests, with a text to read.</summary>
    internal static Task<HostAnswer> RunProgramWithInputAsync(string assembly, string input, params string[] arguments) => AnswerAsync(StartProgram(assembly, [], arguments), input);

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

    private static async Task<HostAnswer> AnswerAsync(Process started, string input = "")
    {
        using var process = started;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new HostAnswer(process.ExitCode, output, await error);
    }
}
