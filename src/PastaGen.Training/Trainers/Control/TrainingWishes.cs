namespace PastaGen.Training;

/// <summary>What a run is to do at the end of an update, beside what its settings say.</summary>
[Flags]
internal enum TrainingWishes
{
    None = 0,
    StopTraining = 1,
    StopEpoch = 2,
    Evaluate = 4,
    Save = 8,
    Log = 16,
}
