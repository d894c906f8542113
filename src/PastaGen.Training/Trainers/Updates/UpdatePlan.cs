using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>
/// Which rows every update of a run takes. A pure function of the rows' lengths, the settings and the update's number, so that a run
/// can begin at any update and go on as if it had made all those before.
/// </summary>
internal sealed class UpdatePlan
{
    private readonly IReadOnlyList<int> lengths;
    private readonly TrainingOptions options;
    private int drawnEpoch = -1;
    private IReadOnlyList<int[]> drawn = [];

    /// <summary>The plan of a run.</summary>
    /// <param name="lengths">Each training row's length in tokens.</param>
    /// <param name="options">Length of the run, rows per update, their order and its seed, and how far evaluations are apart.</param>
    /// <param name="ranks">Processes that make each update together.</param>
    /// <exception cref="BadInputException">The run would have more updates than can be counted.</exception>
    public UpdatePlan(IReadOnlyList<int> lengths, TrainingOptions options, int ranks = 1)
    {
        this.lengths = lengths;
        this.options = options;
        RowsPerUpdate = checked(options.RowsPerUpdate * ranks);
        UpdatesPerEpoch = (int)((lengths.Count + RowsPerUpdate - 1L) / RowsPerUpdate);
        var updates = options.MaxSteps ?? RunLength.Epochs(options.Epochs).UpdatesIn(1, UpdatesPerEpoch);
        if (updates > int.MaxValue) throw new BadInputException(FormattableString.Invariant($"{options.Epochs} epochs are {updates} updates; expected at most {int.MaxValue}"));
        TotalUpdates = (int)updates;
    }

    /// <summary>Rows of every update, of all processes together, but an epoch's last, which may have fewer.</summary>
    public int RowsPerUpdate { get; }

    /// <summary>Updates in which every row is taken once.</summary>
    public int UpdatesPerEpoch { get; }

    /// <summary>Updates of the whole run, by which the schedule is stretched.</summary>
    public int TotalUpdates { get; }

    /// <summary>One update.</summary>
    /// <param name="number">Its number, counted from 0.</param>
    public PlannedUpdate At(int number)
    {
        var (epoch, place) = Math.DivRem(number, UpdatesPerEpoch);
        if (epoch != drawnEpoch)
        {
            drawn = Draw(epoch);
            drawnEpoch = epoch;
        }
        return new PlannedUpdate(number, epoch, Evaluates(number + 1), drawn[place]);
    }

    /// <summary>Updates that follow one within its epoch.</summary>
    /// <param name="number">Its number, counted from 0.</param>
    public int UpdatesLeftInEpoch(int number) => UpdatesPerEpoch - 1 - (number % UpdatesPerEpoch);

    /// <summary>The epoch of an update, counted from 0.</summary>
    /// <param name="number">Its number, counted from 0.</param>
    public int EpochOf(int number) => number / UpdatesPerEpoch;

    private IReadOnlyList<int[]> Draw(int epoch) => options.Order switch
    {
        RowOrder.Random => Batching.Random(lengths.Count, RowsPerUpdate, DataSeed, epoch),
        RowOrder.Sequential => Batching.InOrder(lengths.Count, RowsPerUpdate),
        _ when epoch == 0 => LongestFirst(Batching.Shuffled(lengths, RowsPerUpdate, DataSeed, epoch)),
        _ => Batching.Shuffled(lengths, RowsPerUpdate, DataSeed, epoch),
    };

    private long DataSeed => options.DataSeed ?? options.Seed;

    // A run that does not fit into the memory shall fail at its first update and not after hours.
    private int[][] LongestFirst(IReadOnlyList<int[]> batches)
    {
        int[][] ordered = [.. batches];
        var longest = Enumerable.Range(0, ordered.Length).MaxBy(place => (long)ordered[place].Length * ordered[place].Max(row => lengths[row]));
        (ordered[0], ordered[longest]) = (ordered[longest], ordered[0]);
        return ordered;
    }

    // Whether a multiple of the interval, rounded up to whole updates, is exactly here.
    private bool Evaluates(int made)
    {
        if (made == TotalUpdates) return true;
        var updates = options.EvaluateEvery.Count * (options.EvaluateEvery.InEpochs ? UpdatesPerEpoch : 1);
        // An interval below one update is over several times within each.
        if (updates <= 1) return true;
        var times = Math.Floor((made + 1e-6) / updates);
        return times >= 1 && options.EvaluateEvery.UpdatesIn(times, UpdatesPerEpoch) == made;
    }
}
