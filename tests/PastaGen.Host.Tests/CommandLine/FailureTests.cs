using PastaGen.Host.CommandLine;
using PastaGen.Host.Terminals;
using PastaGen.Host.Tests.Testing;

namespace PastaGen.Host.Tests.CommandLine;

public class FailureTests
{
    [Theory]
    [InlineData("train", "; a smaller --batch-size or --max-length needs less")]
    [InlineData("predict", "; a smaller --batch-size or --max-length needs less")]
    [InlineData("pretrain", "; a smaller --batch-tokens or --max-length needs less")]
    [InlineData("forward", "")]
    public void Where_memory_is_exhausted_the_options_are_named_that_the_verb_has(string verb, string mend)
    {
        using var error = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminal { Input = TextReader.Null, Output = TextWriter.Null, Error = error };
        var given = RootVerb.Parse([verb], new Session(FakeModels.All, terminal, ["pasta", verb]));
        Assert.Equal(ExitCode.Failed, Failure.Report(new InsufficientMemoryException(), given.CommandResult.Command, terminal, CancellationToken.None));
        Assert.Equal($"pasta: out of memory{mend}\n", error.ToString());
    }
}
