namespace PastaGen.Training;

/// <summary>How fast a run goes, over the updates of this process alone.</summary>
internal sealed class Pace(int totalSteps, int stepsBefore = 0)
{
    private int steps;
    private long rows, tokens;
    private TimeSpan spent;

    /// <summary>Updates of the whole run.</summary>
    public int TotalSteps { get; } = totalSteps;

    /// <summary>Rows that go through in a second.</summary>
    public double RowsPerSecond => rows / Math.Max(spent.TotalSeconds, 1e-9);

    /// <summary>Tokens that go through in a second, of updates that were taken into account with theirs.</summary>
    public double TokensPerSecond => tokens / Math.Max(spent.TotalSeconds, 1e-9);

    /// <summary>How long the remaining updates will take.</summary>
    public TimeSpan TimeLeft => steps == 0 ? TimeSpan.Zero : spent / steps * (TotalSteps - stepsBefore - steps);

    /// <summary>Takes an update into account.</summary>
    /// <param name="rowsOfStep">Its rows.</param>
    /// <param name="time">All that it took, what was computed for it alone included.</param>
    /// <param name="tokensOfStep">Its tokens, where their rate is asked for.</param>
    public void Add(int rowsOfStep, TimeSpan time, int tokensOfStep = 0)
    {
        steps++;
        rows += rowsOfStep;
        tokens += tokensOfStep;
        spent += time;
    }
}
