using System.Diagnostics;
using PastaGen.Host.Tests.Testing;
using PastaGen.Testing;

namespace PastaGen.Host.Tests.Launcher;

/// <summary>
/// A checkout with the real launcher and a stand-in for <c>dotnet</c>: its publish writes a program, takes long enough for two calls to
/// meet, and its every call is recorded.
/// </summary>
internal sealed class LauncherCheckout : IDisposable
{
    private const string FakeDotnet = """
        #!/usr/bin/env bash
        here=$(dirname "$(readlink -f "$0")")
        echo "$1" >>"$here/calls"
        case $1 in
        restore) exit "${FAKE_RESTORE:-0}" ;;
        publish)
            if [[ -n ${FAKE_STOPPED:-} ]]; then
                # The launcher is the parent of the shell that this is called from.
                read -r _ _ _ launcher _ <"/proc/$PPID/stat"
                kill -INT "$launcher"
                sleep 10
            fi
            [[ -n ${FAKE_BROKEN:-} ]] && { echo 'error CS0001'; exit 1; }
            sleep 0.2
            while [[ $1 != -o ]]; do shift; done
            mkdir -p "$2" && echo program >"$2/pasta.dll"
            ;;
        *) [[ -n ${FAKE_TELL:-} ]] && echo "as $PASTAGEN_PROGRAM"; shift; printf '<%s>' "$@"; echo; exit "${FAKE_EXIT:-7}" ;;
        esac
        """;

    private readonly TemporaryFolder folder = new();

    internal LauncherCheckout()
    {
        foreach (var script in new[] { "pasta", "scripts/setup", "scripts/main-job" })
            Executable(script, File.ReadAllText(Path.Combine(Checkout.Root, script)));
        Executable("tools/dotnet", FakeDotnet);
        Source = folder.File("src/PastaGen.Program/Program.cs", "return 0;");
        foreach (var name in new[] { "models/one.cs", "generators/one.cs", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig" })
            folder.File(name, "");
    }

    /// <summary>A source of the program.</summary>
    internal string Source { get; }

    internal string Root => folder.Path;

    /// <summary>Calls of dotnet that build.</summary>
    internal int Builds => File.Exists(Calls) ? File.ReadAllLines(Calls).Count(call => call == "publish") : 0;

    private string Calls => Path.Combine(Root, "tools", "calls");

    internal Task<HostAnswer> RunAsync(params string[] arguments) => RunAsync([], arguments);

    internal Task<HostAnswer> RunAsync((string Name, string Value)[] environment, params string[] arguments) => RunScriptAsync("pasta", environment, arguments);

    internal Task<HostAnswer> RunScriptAsync(string script, (string Name, string Value)[] environment, params string[] arguments) =>
        ExecuteAsync(Path.Combine(Root, script), $"{Path.Combine(Root, "tools")}:{Environment.GetEnvironmentVariable("PATH")}", environment, arguments);

    /// <summary>Runs a program and gives what a script would see.</summary>
    internal static async Task<HostAnswer> ExecuteAsync(string program, string path, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PATH"] = path;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new HostAnswer(process.ExitCode, await output, await error);
    }

    /// <summary>Writes an empty file.</summary>
    internal void Write(string name) => folder.File(name, "");

    public void Dispose() => folder.Dispose();

    private void Executable(string name, string content)
    {
        var path = folder.File(name, content);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
