using PastaGen.Host.Terminals;
using PastaGen.Training;

namespace PastaGen.Host.Tests.Testing;

/// <summary>Runs a verb inside the test process, in a pipe, and gives what a script would see.</summary>
internal static class HostTester
{
    internal static Task<HostAnswer> RunAsync(params string[] arguments) => RunAsync(FakeModels.All, "", CancellationToken.None, arguments);

    internal static Task<HostAnswer> RunWithInputAsync(string input, params string[] arguments) =>
        RunAsync(FakeModels.All, input, CancellationToken.None, arguments);

    internal static async Task<HostAnswer> RunAsync(
        IReadOnlyList<ModelDefinition> models, string input, CancellationToken stop, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminal { Input = new StringReader(input), Output = output, Error = error };
        var exitCode = await PastaHost.RunAsync(arguments, models, terminal, stop);
        return new HostAnswer(exitCode, output.ToString(), error.ToString());
    }
}

/// <summary>What a verb left behind.</summary>
internal sealed record HostAnswer(int ExitCode, string Output, string Error)
{
    /// <summary>Holds the answer to the contract of a failure: this exit code, nothing on standard output, one sentence on standard error.</summary>
    internal void AssertFailed(int exitCode, string sentence)
    {
        Assert.Equal($"pasta: {sentence}\n", Error);
        Assert.Equal("", Output);
        Assert.Equal(exitCode, ExitCode);
    }

    /// <summary>Holds the answer to the same contract where progress was reported before.</summary>
    internal void AssertFailedAfter(string progress, string sentence)
    {
        Assert.Equal(progress + sentence, Error);
        Assert.Equal("", Output);
        Assert.Equal(Host.ExitCode.Failed, ExitCode);
    }

    /// <summary>Holds the answer to success, with nothing on standard error.</summary>
    internal string AssertDone()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, ExitCode);
        return Output;
    }
}
