namespace PastaGen.Training;

/// <summary>A run was asked to stop and did; the message says what was kept.</summary>
public sealed class TrainingStoppedException : OperationCanceledException
{
    /// <summary>A stop without a message; prefer the constructors that say what was kept.</summary>
    public TrainingStoppedException() { }

    /// <summary>A stop, with what was kept.</summary>
    /// <param name="message">What was kept.</param>
    public TrainingStoppedException(string message) : base(message) { }

    /// <summary>A stop, with what was kept.</summary>
    /// <param name="message">What was kept.</param>
    /// <param name="innerException">Where the run was stopped.</param>
    public TrainingStoppedException(string message, Exception innerException) : base(message, innerException) { }
}
