namespace PastaGen.Training;

/// <summary>What happens at an update whose loss or gradient is not a finite number.</summary>
public enum NonFinitePolicy
{
    /// <summary>The run ends before that update.</summary>
    Stop,

    /// <summary>The update is left out and the schedule stays where it is; ten in a row end the run all the same.</summary>
    Skip,
}
