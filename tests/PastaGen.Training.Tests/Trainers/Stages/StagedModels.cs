namespace PastaGen.Training.Tests;

/// <summary>Models with stages, whose stages take seven of a run's twenty-one updates.</summary>
internal static class StagedModels
{
    public const double Share = 1.0 / 3;

    /// <summary>Everything is trained, beginning with the head of special token adaptation.</summary>
    public static ModelDefinition Full { get; } = HandBertPlan.Full with { Stages = [new(HandBertPlan.Pasta, Share)] };
}
