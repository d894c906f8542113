namespace PastaGen.Training;

/// <summary>A finished run.</summary>
/// <param name="Report">What it was.</param>
/// <param name="Model">The model with the best delta in it, in evaluation mode; the caller disposes of it.</param>
public sealed record TrainingResult(TrainingReport Report, LoadedModel Model);
