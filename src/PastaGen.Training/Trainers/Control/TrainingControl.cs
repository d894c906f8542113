namespace PastaGen.Training;

/// <summary>
/// What a person or a callback wishes of a run while it goes on. A wish is granted once, at the end of the update that is being made,
/// and may be made from any thread. What must end a run at once is a cancellation token.
/// </summary>
public sealed class TrainingControl
{
    private int wishes;

    /// <summary>Ends the run as if this update were its last: it is judged, the best delta is kept, and the report is written.</summary>
    public void StopTraining() => Wish(TrainingWishes.StopTraining);

    /// <summary>Ends the epoch as if this update were its last; the schedule goes on by the updates that are made.</summary>
    public void StopEpoch() => Wish(TrainingWishes.StopEpoch);

    /// <summary>Judges the model on the development data, and keeps its delta where it is the best so far.</summary>
    public void EvaluateNow() => Wish(TrainingWishes.Evaluate);

    /// <summary>Saves what a stopped run goes on from.</summary>
    public void SaveNow() => Wish(TrainingWishes.Save);

    /// <summary>Logs the update, also where it is not its turn.</summary>
    public void LogNow() => Wish(TrainingWishes.Log);

    /// <summary>The wishes since the last call.</summary>
    internal TrainingWishes Take() => (TrainingWishes)Interlocked.Exchange(ref wishes, 0);

    /// <summary>The wishes so far, which stay.</summary>
    internal TrainingWishes Look() => (TrainingWishes)Volatile.Read(ref wishes);

    private void Wish(TrainingWishes wish) => Interlocked.Or(ref wishes, (int)wish);
}
