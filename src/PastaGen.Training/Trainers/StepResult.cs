namespace PastaGen.Training;

/// <summary>What one update was.</summary>
/// <param name="Step">Its number, counted from 1.</param>
/// <param name="Loss">The loss before it, a mean over its rows.</param>
/// <param name="GradientNorm">The norm of all gradients together, before clipping.</param>
/// <param name="LearningRate">The step size of adaptations and trained weights.</param>
public readonly record struct StepResult(int Step, double Loss, double GradientNorm, double LearningRate)
{
    /// <summary>The auxiliary loss before it, not weighted, a mean over its rows; null where there is none.</summary>
    public double? AuxiliaryLoss { get; init; }
}
