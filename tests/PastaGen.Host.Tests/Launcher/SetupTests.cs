namespace PastaGen.Host.Tests.Launcher;

/// <summary>The machine's setup, its looks at the machine replaced by answers.</summary>
public class SetupTests
{
    private const string NothingThere = "has_libtorch() { return 1; }; has_compiler() { return 1; };";
    private const string Missing = "pasta: missing on this machine: libtorch with headers and a C++ compiler\n";
    private const string Installing = "pasta: installing libtorch-dev libopenblas0-pthread g++ with apt-get (once; a few minutes)\n";
    private const string NotRoot = "id() { echo 1000; }; sudo() { return 1; };";

    [Fact]
    public async Task Without_rights_it_says_the_one_command_for_all_that_is_missing() =>
        (await SetupAsync($"{NothingThere} {NotRoot} require_engine")).AssertFailed(
            1, "missing on this machine: libtorch with headers and a C++ compiler; install with: sudo apt-get install -y libtorch-dev libopenblas0-pthread g++");

    [Fact]
    public async Task Only_what_is_missing_is_named() =>
        (await SetupAsync($"has_libtorch() {{ return 0; }}; has_compiler() {{ return 1; }}; {NotRoot} require_engine")).AssertFailed(
            1, "missing on this machine: a C++ compiler; install with: sudo apt-get install -y g++");

    [Fact]
    public async Task A_machine_that_has_everything_is_left_as_it_is() =>
        Assert.Equal("", (await SetupAsync("has_libtorch() { return 0; }; has_compiler() { return 0; }; apt-get() { echo called; }; require_engine")).AssertDone());

    [Fact]
    public async Task With_rights_it_installs_quietly_and_says_so_in_one_line()
    {
        var answer = await SetupAsync(
            $"{NothingThere} id() {{ echo 0; }}; apt-get() {{ echo \"apt $*\" >&2; }}; env() {{ shift; \"$@\"; }}; require_engine");
        Assert.Equal((0, "", Missing + Installing), (answer.ExitCode, answer.Output, answer.Error));
    }

    [Fact]
    public async Task Ctrl_c_while_it_installs_is_told_at_once_and_passed_on()
    {
        // The package manager takes its time to end, in which its own words go to the log.
        var answer = await SetupAsync(
            $"{NothingThere} id() {{ echo 0; }}; apt_install() {{ trap 'echo told; sleep 0.2; exit 3' INT; kill -INT $$; for try in {{1..100}}; do sleep 0.1; done; }}; require_engine");
        Assert.Equal(
            (130, "", $"{Missing}{Installing}pasta: stopping; apt-get ends the package that it is at, which may take a minute\npasta: stopped; the same command begins that again\n"),
            (answer.ExitCode, answer.Output, answer.Error));
    }

    [Fact]
    public async Task On_a_terminal_it_counts_the_seconds_and_leaves_the_line_clean()
    {
        var setup = Path.Combine(PastaGen.Testing.Checkout.Root, "scripts", "setup");
        // The recorder hands its command to the shell that the environment names, which need not be one that can read the setup.
        var answer = await LauncherCheckout.ExecuteAsync(
            "/usr/bin/script", Environment.GetEnvironmentVariable("PATH")!, [("SHELL", "/bin/sh")],
            "-qec", $"exec bash -c \". '{setup}'; at_work 'working' 'it ends' /dev/null sleep 1.2\"", "/dev/null");
        Assert.Equal(0, answer.ExitCode);
        Assert.Matches("^pasta: working\r\n(\r  [0-9]+ s )+\r\u001b\\[K$", answer.Output);
    }

    [Fact]
    public async Task An_install_that_fails_is_one_sentence_with_its_log()
    {
        var answer = await SetupAsync($"{NothingThere} id() {{ echo 0; }}; apt-get() {{ echo 'E: no network'; return 1; }}; require_engine");
        Assert.Equal(1, answer.ExitCode);
        Assert.Matches(@"^pasta: missing .*\npasta: installing .*\npasta: apt-get could not install libtorch-dev libopenblas0-pthread g\+\+; its log is (\S+)\n$", answer.Error);
        var log = answer.Error.TrimEnd().Split(' ')[^1];
        Assert.Equal("E: no network\n", File.ReadAllText(log));
        File.Delete(log);
    }

    private static Task<Testing.HostAnswer> SetupAsync(string script) => LauncherCheckout.ExecuteAsync(
        "/usr/bin/env", Environment.GetEnvironmentVariable("PATH")!, [], "--default-signal=INT", "bash", "-c", $". '{Path.Combine(PastaGen.Testing.Checkout.Root, "scripts", "setup")}'; {script}");
}
