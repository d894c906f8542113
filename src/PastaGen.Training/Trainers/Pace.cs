namespace PastaGen.Training;

/// <summary>How fast a run goes, over the updates of this process alone.</summary>
internal sealed class Pace(int totalSteps, int stepsBefore = 0)
{
    private int steps;
    private long rows;
    private TimeSpan spent;

    /// <summary>Updates of the whole run.</summary>
    public int TotalSteps { get; } = totalSteps;

    /// <summary>Rows that go through in a second.</summary>
    public double RowsPerSecond => rows / Math.Max(spent.TotalSeconds, 1e-9);

    /// <summary>How long the remaining updates will take.</summary>
    public TimeSpan TimeLeft => steps == 0 ? TimeSpan.Zero : spent / steps * (TotalSteps - stepsBefore - steps);

    /// <summary>Takes an update into account.</summary>
    public void Add(int rowsOfStep, TimeSpan time)
    {
        steps++;
        rows += rowsOfStep;
        spent += time;
    }
}
