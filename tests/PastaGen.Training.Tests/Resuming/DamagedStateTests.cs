using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class DamagedStateTests : IDisposable
{
    private readonly ResumedRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void Wherever_the_newest_state_is_cut_or_changed_the_run_goes_on_from_the_older()
    {
        run.Train();
        var undisturbed = run.Results();
        run.Restore([]);
        run.StopAfter(18);
        var files = run.Files();
        var random = new Random(6);
        for (var trial = 0; trial < 100; trial++)
        {
            run.Restore(files);
            Damage(trial % 10 == 0 ? Kind.Delete : trial % 2 == 0 ? Kind.Cut : Kind.Change, run.File(StateFiles.Newest), random);
            run.Train();
            Assert.EndsWith("; the run goes on from the state before it, update 18", Assert.Single(run.Warnings), StringComparison.Ordinal);
            Assert.Equal(undisturbed, run.Results());
        }
    }

    [Fact]
    public void Where_both_states_are_damaged_the_run_is_refused_and_nothing_is_touched()
    {
        run.StopAfter(9);
        var random = new Random(7);
        foreach (var kind in new[] { Kind.Cut, Kind.Change })
        {
            Damage(kind, run.File(StateFiles.Newest), random);
            Damage(kind, run.File(StateFiles.Older), random);
            var files = run.Files();
            var sentence = Assert.Throws<BadInputException>(() => run.Train()).Message;
            Assert.EndsWith("there is no state to go on from: choose another folder, or pass --fresh to start over", sentence, StringComparison.Ordinal);
            Assert.Equal(files, run.Files());
        }
        run.Train(ResumedRun.Options with { Fresh = true });
    }

    // The damaged one must not push the sound one out.
    [Fact]
    public void A_run_that_fell_back_keeps_the_sound_state_until_it_has_another()
    {
        run.StopAfter(9);
        Damage(Kind.Change, run.File(StateFiles.Newest), new Random(8));
        run.StopAfter(10, ResumedRun.Options with { SaveEvery = TimeSpan.FromHours(1) });
        using var newest = RunState.Open(run.File(StateFiles.Newest));
        using var older = RunState.Open(run.File(StateFiles.Older));
        Assert.Equal((10, 9), (newest.Record.Progress.CompletedUpdates, older.Record.Progress.CompletedUpdates));
    }

    [Fact]
    public void A_folder_with_results_and_no_state_is_refused_and_can_be_started_over()
    {
        run.Train();
        File.Delete(run.File(StateFiles.Newest));
        File.Delete(run.File(StateFiles.Older));
        var files = run.Files();
        Assert.Contains("holds a run that cannot go on (delta.safetensors, but no state.safetensors)", Assert.Throws<BadInputException>(() => run.Train()).Message, StringComparison.Ordinal);
        Assert.Equal(files, run.Files());
        run.Train(ResumedRun.Options with { Fresh = true });
    }

    private enum Kind
    {
        Cut,
        Change,
        Delete,
    }

    private static void Damage(Kind kind, string path, Random random)
    {
        var bytes = File.ReadAllBytes(path);
        var place = random.Next(bytes.Length);
        if (kind == Kind.Delete)
        {
            File.Delete(path);
            return;
        }
        if (kind == Kind.Cut) bytes = bytes[..place];
        else bytes[place] ^= 0xFF;
        File.WriteAllBytes(path, bytes);
    }
}
