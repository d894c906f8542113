using PastaGen.Host.Tests.Testing;

namespace PastaGen.Host.Tests.Processes;

public class ProcessTests
{
    private static readonly (string, string)[] NoEngine = [("PASTAGEN_LIBTORCH", "/nowhere")];

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_a_verb_cleanly_with_the_exit_code_of_the_signal(string signal, int exitCode)
    {
        using var folder = new TemporaryFolder();
        using var process = ProgramProcess.Start([], "tokenize", "--backbone", folder.Tokenizer(), "--json-lines");
        // More than a pipe holds, so that it is only written once the verb reads.
        await process.StandardInput.WriteLineAsync(new string(' ', 1 << 17));
        await process.StandardInput.FlushAsync();
        await ProgramProcess.SignalAsync(signal, process);
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((exitCode, "pasta: stopped before the end\n"), (process.ExitCode, error));
    }

    [Fact]
    public async Task A_reader_that_goes_ends_the_verb_without_a_word()
    {
        using var folder = new TemporaryFolder();
        using var process = ProgramProcess.Start([], "tokenize", "--backbone", folder.Tokenizer());
        process.StandardOutput.Close();
        try
        {
            // More than the verb could hold back, so that it must notice.
            for (var line = 0; line < 50_000 && !process.HasExited; line++) await process.StandardInput.WriteLineAsync("good good good");
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The verb no longer reads.
        }
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((ExitCode.ReaderGone, ""), (process.ExitCode, error));
    }

    [Fact]
    public async Task Verbs_that_compute_nothing_need_no_engine()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await ProgramProcess.RunAsync(NoEngine, "models", "--json")).ExitCode);
        Assert.Equal(0, (await ProgramProcess.RunAsync(NoEngine, "train", "--help")).ExitCode);
        Assert.Equal(0, (await ProgramProcess.RunAsync(NoEngine, "tokenize", "--backbone", folder.Tokenizer())).ExitCode);
        var model = PastaGen.Models.CompiledModels.All[0].Facts.Name;
        Assert.Equal(0, (await ProgramProcess.RunAsync(NoEngine, "describe", model)).ExitCode);
    }

    [Fact]
    public async Task Without_an_engine_doctor_says_what_is_missing_and_how_to_get_it()
    {
        var answer = await ProgramProcess.RunAsync(NoEngine, "doctor", "--json");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.StartsWith("pasta: PASTAGEN_LIBTORCH names /nowhere", answer.Error, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(answer.Output);
        Assert.False(json.RootElement.GetProperty("engine").GetBoolean());
        Assert.NotEqual("", json.RootElement.GetProperty("mend").GetString());
    }

    [Fact]
    public async Task With_an_engine_doctor_is_content()
    {
        using var json = System.Text.Json.JsonDocument.Parse((await ProgramProcess.RunAsync([], "doctor", "--json")).AssertDone());
        Assert.Matches(@"^\d+\.\d+\.\d+$", json.RootElement.GetProperty("details").GetProperty("version").GetString());
        Assert.Equal("cpu", json.RootElement.GetProperty("details").GetProperty("devices")[0].GetString());
    }
}
