using PastaGen.Text;
using PastaGen.Text.Corpora;

namespace PastaGen.Training;

/// <summary>
/// Which passages every update of a pretraining run takes. A pure function of the passages' lengths, the settings and the update's
/// number, so that a run can begin at any update. Epochs may differ by an update: each packs the passages anew.
/// </summary>
internal sealed class PassagePlan
{
    private readonly IReadOnlyList<int> lengths;
    private readonly PretrainingOptions options;
    private readonly List<int> starts = [0];   // the first update of each epoch that was looked at, and of the one behind
    private int drawnEpoch = -1;
    private IReadOnlyList<int[]> drawn = [];

    /// <summary>The plan of a run.</summary>
    /// <param name="lengths">Each passage's length in tokens, inserted ones included.</param>
    /// <param name="options">Tokens of an update, length of the run, how far evaluations are apart, the seed.</param>
    /// <exception cref="BadInputException">The run would have more updates than can be counted.</exception>
    public PassagePlan(IReadOnlyList<int> lengths, PretrainingOptions options)
    {
        this.lengths = lengths;
        this.options = options;
        TotalUpdates = options.MaxSteps ?? UpdatesIn(options.Epochs!.Value);
    }

    /// <summary>Updates of the whole run, by which the schedule is stretched.</summary>
    public int TotalUpdates { get; }

    /// <summary>One update.</summary>
    /// <param name="number">Its number, counted from 0.</param>
    public PlannedUpdate At(int number)
    {
        var epoch = EpochOf(number);
        return new PlannedUpdate(number, epoch, Evaluates(number + 1), Draw(epoch)[number - starts[epoch]]);
    }

    /// <summary>The epoch of an update, counted from 0.</summary>
    /// <param name="number">Its number, counted from 0.</param>
    public int EpochOf(int number)
    {
        while (starts[^1] <= number) Append();
        var found = starts.BinarySearch(number);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The passages in the order in which the first epoch takes them.</summary>
    public IEnumerable<int> FirstOrder => Draw(0).SelectMany(passages => passages);

    private int UpdatesIn(double epochs)
    {
        // One epoch's number of updates tells whether all can be counted, before any more are drawn.
        if (epochs * Draw(0).Count > int.MaxValue) throw new BadInputException(FormattableString.Invariant($"{epochs} epochs are more updates than can be counted"));
        var whole = (int)Math.Floor(epochs);
        while (starts.Count <= whole + 1) Append();
        return Math.Max(1, starts[whole] + (int)Math.Ceiling(((epochs - whole) * (starts[whole + 1] - starts[whole])) - 1e-6));
    }

    private void Append() => starts.Add(starts[^1] + Draw(starts.Count - 1).Count);

    private IReadOnlyList<int[]> Draw(int epoch)
    {
        if (epoch == drawnEpoch) return drawn;
        drawnEpoch = epoch;
        return drawn = PassagePacking.Batches(lengths, options.BatchTokens, options.Seed, epoch);
    }

    // Whether a multiple of the interval is reached by the last of so many updates.
    private bool Evaluates(int made)
    {
        if (made == TotalUpdates) return true;
        var interval = options.EvaluateEvery;
        double Times(int updates) => Math.Floor((Progress(updates, interval.InEpochs) / interval.Count) + 1e-9);
        return Times(made) > Times(made - 1);
    }

    private double Progress(int updates, bool inEpochs)
    {
        if (!inEpochs || updates == 0) return updates;
        var epoch = EpochOf(updates - 1);
        return epoch + ((double)(updates - starts[epoch]) / (starts[epoch + 1] - starts[epoch]));
    }
}
