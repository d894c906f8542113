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
    /// <param name="options">Epochs, rows per update and seed.</param>
    /// <param name="ranks">Processes that make each update together.</param>
    /// <exception cref="BadInputException">The run would have more updates than can be counted.</exception>
    public UpdatePlan(IReadOnlyList<int> lengths, TrainingOptions options, int ranks = 1)
    {
        this.lengths = lengths;
        this.options = options;
        RowsPerUpdate = checked(options.BatchSize * options.GradientAccumulationSteps * ranks);
        UpdatesPerEpoch = (int)((lengths.Count + RowsPerUpdate - 1L) / RowsPerUpdate);
        var updates = (long)options.Epochs * UpdatesPerEpoch;
        if (updates > int.MaxValue) throw new BadInputException($"{options.Epochs} epochs are {updates} updates; expected at most {int.MaxValue}");
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
            drawn = Batching.Shuffled(lengths, RowsPerUpdate, options.Seed, epoch);
            drawnEpoch = epoch;
        }
        return new PlannedUpdate(number, epoch, place == UpdatesPerEpoch - 1, drawn[place]);
    }

    /// <summary>Updates that follow one within its epoch.</summary>
    /// <param name="update">The update.</param>
    public int UpdatesLeftInEpoch(PlannedUpdate update) => UpdatesPerEpoch - 1 - (update.Number % UpdatesPerEpoch);
}
