using System.Text.Json;
using PastaGen.Host.Tests.Testing;

namespace PastaGen.Host.Tests.Verbs;

public class TokenizeVerbTests
{
    [Fact]
    public async Task Plain_lines_give_a_line_of_tokens_each()
    {
        using var folder = new TemporaryFolder();
        var answer = await HostTester.RunWithInputAsync("A good film.\nbad\n", "tokenize", "--backbone", folder.Tokenizer());
        Assert.Equal("[CLS]/2 a/5 good/6 film/8 ./10 [SEP]/3\n[CLS]/2 bad/7 [SEP]/3\n", answer.AssertDone());
    }

    [Fact]
    public async Task Json_lines_give_an_object_each_in_order()
    {
        using var folder = new TemporaryFolder();
        var answer = await HostTester.RunWithInputAsync(
            """{"text": "films", "pair": "bad"}""" + "\n" + """{"text": "good", "pair": null, "max_length": null}""" + "\n", "tokenize", "--backbone", folder.Tokenizer(), "--json-lines");
        var lines = answer.AssertDone().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal("[2,8,9,3,7,3]", first.RootElement.GetProperty("ids").GetRawText());
        Assert.Equal("[0,0,0,0,1,1]", first.RootElement.GetProperty("types").GetRawText());
        Assert.Equal("[1,0,0,1,0,1]", first.RootElement.GetProperty("special").GetRawText());
        Assert.Equal("[[0,0],[0,4],[4,5],[0,0],[0,3],[0,0]]", first.RootElement.GetProperty("offsets").GetRawText());
    }

    [Theory]
    [InlineData("good\nbad \"film\"\n", "--json")]
    [InlineData("{\"text\": \"good\"}\n{\"text\": \"bad \\\"film\\\"\"}\n", "--json", "--json-lines")]
    public async Task Json_is_one_array_whatever_is_read(string input, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var answer = await HostTester.RunWithInputAsync(input, ["tokenize", "--backbone", folder.Tokenizer(), .. options]);
        using var json = JsonDocument.Parse(answer.AssertDone());
        Assert.Equal(["[2,6,3]", "[2,7,1,8,1,3]"], json.RootElement.EnumerateArray().Select(element => element.GetProperty("ids").GetRawText()));
    }

    [Fact]
    public async Task No_input_gives_no_line_and_an_empty_array()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("", (await HostTester.RunAsync("tokenize", "--backbone", folder.Tokenizer())).AssertDone());
        Assert.Equal("[]\n", (await HostTester.RunAsync("tokenize", "--backbone", folder.Tokenizer(), "--json")).AssertDone());
    }

    [Theory]
    [InlineData(true, "reading texts, one a line; Ctrl-D ends them\n")]
    [InlineData(false, "")]
    public async Task A_person_is_told_that_it_waits_and_a_pipe_is_not(bool interactive, string told)
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        using var error = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminals.Terminal { Input = new StringReader("good\n"), Output = output, Error = error, InputIsInteractive = interactive };
        Assert.Equal(0, await PastaHost.RunAsync(["tokenize", "--backbone", folder.Tokenizer()], FakeModels.All, terminal, CancellationToken.None));
        Assert.Equal(told, error.ToString());
    }

    [Fact]
    public async Task A_line_that_is_no_object_is_named_by_its_number_and_ends_with_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        var answer = await HostTester.RunWithInputAsync("{\"text\": \"good\"}\nnonsense\n", "tokenize", "--backbone", folder.Tokenizer(), "--json-lines");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Matches(@"^pasta: .*line 2.*\n$", answer.Error);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_tokenizer_ends_with_one_sentence_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var answer = await HostTester.RunAsync("tokenize", "--backbone", folder.Path);
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Equal("", answer.Output);
        Assert.StartsWith($"pasta: {folder.Path}", answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Stopped_while_it_waits_for_input_it_ends_at_once_with_exit_code_130()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        using var never = new NeverEndingReader(stop);
        using var output = new StringWriter();
        using var error = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminals.Terminal { Input = never, Output = output, Error = error };
        var exitCode = await PastaHost.RunAsync(["tokenize", "--backbone", folder.Tokenizer()], FakeModels.All, terminal, stop.Token);
        Assert.Equal(ExitCode.Stopped, exitCode);
        Assert.Equal("pasta: stopped before the end\n", error.ToString());
        never.Release();
    }

    /// <summary>Input from a person who types nothing: a read asks for the stop and returns when the test is over.</summary>
    private sealed class NeverEndingReader(CancellationTokenSource stop) : TextReader
    {
        private readonly ManualResetEventSlim over = new();

        public override string? ReadLine()
        {
            stop.Cancel();
            over.Wait(CancellationToken.None);
            return null;
        }

        internal void Release() => over.Set();
    }
}
