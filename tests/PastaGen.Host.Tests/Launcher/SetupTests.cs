namespace PastaGen.Host.Tests.Launcher;

/// <summary>The machine's setup, its looks at the machine replaced by answers.</summary>
public class SetupTests
{
    private const string NotRoot = "id() { echo 1000; }; sudo() { return 1; };";

    [Fact]
    public async Task Without_rights_it_says_the_one_command_for_all_that_is_missing() =>
        (await SetupAsync($"has_libtorch() {{ return 1; }}; {NotRoot} require_engine")).AssertFailed(
            1, "missing on this machine: libtorch-dev libopenblas0-pthread g++; install with: sudo apt-get install -y libtorch-dev libopenblas0-pthread g++");

    [Fact]
    public async Task Only_what_is_missing_is_named() =>
        (await SetupAsync($"has_libtorch() {{ return 0; }}; has_compiler() {{ return 1; }}; {NotRoot} require_engine")).AssertFailed(
            1, "missing on this machine: g++; install with: sudo apt-get install -y g++");

    [Fact]
    public async Task A_machine_that_has_everything_is_left_as_it_is() =>
        Assert.Equal("", (await SetupAsync("has_libtorch() { return 0; }; has_compiler() { return 0; }; apt-get() { echo called; }; require_engine")).AssertDone());

    [Fact]
    public async Task With_rights_it_installs_quietly_and_says_so_in_one_line()
    {
        var answer = await SetupAsync(
            "has_libtorch() { return 1; }; id() { echo 0; }; apt-get() { echo \"apt $*\" >&2; }; env() { shift; \"$@\"; }; require_engine");
        Assert.Equal((0, "", "pasta: installing libtorch-dev libopenblas0-pthread g++ (once; apt-get, a few minutes)\n"), (answer.ExitCode, answer.Output, answer.Error));
    }

    [Fact]
    public async Task An_install_that_fails_is_one_sentence_with_its_log()
    {
        var answer = await SetupAsync("has_libtorch() { return 1; }; id() { echo 0; }; apt-get() { echo 'E: no network'; return 1; }; require_engine");
        Assert.Equal(1, answer.ExitCode);
        Assert.Matches(@"^pasta: installing .*\npasta: apt-get could not install libtorch-dev libopenblas0-pthread g\+\+; its log is (\S+)\n$", answer.Error);
        var log = answer.Error.TrimEnd().Split(' ')[^1];
        Assert.Equal("E: no network\n", File.ReadAllText(log));
        File.Delete(log);
    }

    private static Task<Testing.HostAnswer> SetupAsync(string script) => LauncherCheckout.ExecuteAsync(
        "/usr/bin/env", Environment.GetEnvironmentVariable("PATH")!, [], "bash", "-c", $". '{Path.Combine(PastaGen.Testing.Checkout.Root, "scripts", "setup")}'; {script}");
}
