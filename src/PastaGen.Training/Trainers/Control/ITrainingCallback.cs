namespace PastaGen.Training;

/// <summary>
/// A part of a run that a user writes and that goes on with it: it sees every event, may steer, and hands over what it remembers, so
/// that a stopped run goes on with the same memory. What remembers nothing needs none of this: it reads the stream of events.
/// </summary>
public interface ITrainingCallback
{
    /// <summary>The name that its memory is kept under; no other callback of the trainer has it.</summary>
    string Name { get; }

    /// <summary>Sees an event, on the thread that trains.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="control">Takes wishes for the end of this update.</param>
    void Happened(TrainingEvent happened, TrainingControl control);

    /// <summary>What it remembers, as text; empty where it is nothing.</summary>
    string SaveState();

    /// <summary>Takes back what <see cref="SaveState"/> gave, before the run goes on.</summary>
    /// <param name="state">The text.</param>
    void LoadState(string state);
}
