namespace PastaGen.Host.Tests.Launcher;

public class LauncherTests
{
    private const string Building = "pasta: building the program (once; about a minute)\n";

    [Fact]
    public async Task The_first_call_builds_and_runs_and_the_next_only_runs()
    {
        using var checkout = new LauncherCheckout();
        var first = await checkout.RunAsync("models", "--json", "two words");
        Assert.Equal((7, Building), (first.ExitCode, first.Error));
        Assert.EndsWith("<models><--json><two words>\n", first.Output, StringComparison.Ordinal);

        var second = await checkout.RunAsync("models");
        Assert.Equal((7, ""), (second.ExitCode, second.Error));
        Assert.Equal(1, checkout.Builds);
    }

    [Fact]
    public async Task A_changed_added_or_deleted_source_builds_again_and_a_build_output_does_not()
    {
        using var checkout = new LauncherCheckout();
        await checkout.RunAsync("models");
        File.AppendAllText(checkout.Source, "//");
        await checkout.RunAsync("models");
        Assert.Equal(2, checkout.Builds);

        var added = Path.Combine(checkout.Root, "models", "Added.cs");
        File.WriteAllText(added, "");
        await checkout.RunAsync("models");
        Assert.Equal(3, checkout.Builds);

        File.Delete(Path.Combine(checkout.Root, "models", "one.cs"));
        await checkout.RunAsync("models");
        Assert.Equal(4, checkout.Builds);

        Directory.CreateDirectory(Path.Combine(checkout.Root, "models", "obj"));
        File.WriteAllText(Path.Combine(checkout.Root, "models", "obj", "made.cs"), "");
        await checkout.RunAsync("models");
        Assert.Equal(4, checkout.Builds);
    }

    [Fact]
    public async Task Calls_that_meet_build_once_and_all_run()
    {
        using var checkout = new LauncherCheckout();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => checkout.RunAsync("models")));
        Assert.All(answers, answer => Assert.Equal(7, answer.ExitCode));
        Assert.Single(answers, answer => answer.Error == Building);
        Assert.All(answers, answer => Assert.Contains(answer.Error, new[] { Building, "", "pasta: waiting for another call, which builds the program\n" }));
        Assert.Equal(1, checkout.Builds);
    }

    [Fact]
    public async Task A_build_that_fails_is_one_sentence_with_the_log_and_the_next_call_tries_again()
    {
        using var checkout = new LauncherCheckout();
        var log = Path.Combine(checkout.Root, "bin", "launcher", "build.log");
        (await checkout.RunAsync([("FAKE_BROKEN", "1")], "models")).AssertFailedAfter(Building, $"pasta: the build failed; its log is {log}\n");
        Assert.Contains("error CS0001", File.ReadAllText(log), StringComparison.Ordinal);
        Assert.Equal(7, (await checkout.RunAsync("models")).ExitCode);
    }

    [Fact]
    public async Task Ctrl_c_while_it_builds_is_one_sentence_and_the_next_call_builds()
    {
        using var checkout = new LauncherCheckout();
        var answer = await LauncherCheckout.ExecuteAsync(
            "/usr/bin/env", $"{checkout.Root}/tools:{Environment.GetEnvironmentVariable("PATH")}", [("FAKE_STOPPED", "1")], "--default-signal=INT", Path.Combine(checkout.Root, "pasta"), "models");
        Assert.Equal((130, "", $"{Building}pasta: stopping; the build ends\npasta: stopped; the same command begins that again\n"), (answer.ExitCode, answer.Output, answer.Error));
        Assert.Equal(7, (await checkout.RunAsync("models")).ExitCode);
    }

    [Fact]
    public async Task A_checkout_that_cannot_be_written_to_is_one_sentence()
    {
        using var checkout = new LauncherCheckout();
        checkout.Write("bin");
        (await checkout.RunAsync("models")).AssertFailed(
            ExitCode.Failed, $"cannot write to {checkout.Root}/bin/launcher, where the program is built; work in a copy of this checkout that you may write to");
    }

    [Fact]
    public async Task A_feed_without_the_native_compiler_still_gives_a_program()
    {
        using var checkout = new LauncherCheckout();
        Assert.Equal(7, (await checkout.RunAsync([("FAKE_RESTORE", "1")], "models")).ExitCode);
    }

    [Theory]
    [InlineData(true, "forward")]
    [InlineData(true, "pretrain")]
    [InlineData(true, "train")]
    [InlineData(true, "evaluate")]
    [InlineData(true, "predict")]
    [InlineData(true, "merge")]
    [InlineData(true, "convert")]
    [InlineData(false, "convert", "--declare")]
    [InlineData(false, "train", "--help")]
    [InlineData(false, "doctor")]
    [InlineData(false, "models")]
    [InlineData(false, "describe")]
    [InlineData(false, "tokenize")]
    public async Task Verbs_that_compute_look_for_the_engine_first(bool computes, params string[] line)
    {
        using var checkout = new LauncherCheckout();
        File.AppendAllText(Path.Combine(checkout.Root, "scripts", "setup"), "\nrequire_engine() { echo looked >&2; }\n");
        var answer = await checkout.RunAsync(line);
        Assert.Equal((7, (computes ? "looked\n" : "") + Building), (answer.ExitCode, answer.Error));
    }

    [Fact]
    public async Task It_runs_through_a_link_and_from_any_folder()
    {
        using var checkout = new LauncherCheckout();
        var link = Path.Combine(checkout.Root, "link");
        File.CreateSymbolicLink(link, Path.Combine(checkout.Root, "pasta"));
        var answer = await LauncherCheckout.ExecuteAsync(link, $"{checkout.Root}/tools:{Environment.GetEnvironmentVariable("PATH")}", [], "models");
        Assert.Equal(7, answer.ExitCode);
    }

    [Fact]
    public async Task The_program_is_told_what_was_typed()
    {
        using var checkout = new LauncherCheckout();
        var (tools, path) = (Path.Combine(checkout.Root, "tools"), Environment.GetEnvironmentVariable("PATH"));
        File.CreateSymbolicLink(Path.Combine(tools, "pasta"), Path.Combine(checkout.Root, "pasta"));
        foreach (var typed in new[] { "./pasta", "pasta", $"{checkout.Root}/pasta" })
        {
            var answer = await LauncherCheckout.ExecuteAsync("/usr/bin/env", $"{tools}:{path}", [("FAKE_TELL", "1")], $"--chdir={checkout.Root}", typed, "models");
            Assert.StartsWith($"as {typed}\n", answer.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_the_sdk_it_says_what_to_install()
    {
        using var checkout = new LauncherCheckout();
        File.Delete(Path.Combine(checkout.Root, "tools", "dotnet"));
        // The few programs that the launcher uses before it looks for dotnet, and no dotnet.
        foreach (var program in new[] { "bash", "dirname", "readlink" })
            File.CreateSymbolicLink(Path.Combine(checkout.Root, "tools", program), $"/usr/bin/{program}");
        var answer = await LauncherCheckout.ExecuteAsync(Path.Combine(checkout.Root, "pasta"), Path.Combine(checkout.Root, "tools"), [], "models");
        answer.AssertFailed(ExitCode.Failed, "the .NET 10 SDK is missing (no 'dotnet' on PATH); install it as https://dot.net/download says, or set PATH to where it lies");
    }
}
