namespace PastaGen.Training;

/// <summary>Why a run ended that has a report; one whose loss or gradient is not finite ends without.</summary>
public enum StopReason
{
    /// <summary>All epochs were gone through.</summary>
    Completed,

    /// <summary><see cref="TrainingOptions.MaxSteps"/> was reached.</summary>
    MaxSteps,

    /// <summary><see cref="TrainingOptions.MaxTime"/> was over.</summary>
    MaxTime,

    /// <summary><see cref="TrainingOptions.Patience"/> was exhausted.</summary>
    Patience,

    /// <summary><see cref="TrainingControl.StopTraining"/> was wished.</summary>
    Wish,
}

/// <summary>Names of <see cref="StopReason"/>.</summary>
internal static class StopReasons
{
    /// <summary>The name in reports.</summary>
    public static string Name(this StopReason reason) => reason switch
    {
        StopReason.MaxSteps => "max-steps",
        StopReason.MaxTime => "max-time",
        StopReason.Patience => "patience",
        StopReason.Wish => "wish",
        _ => "completed",
    };
}
