namespace TorchSharp.Modules;

/// <summary>The settings of a parameter group; null leaves one to the optimizer's own.</summary>
public class OptimizerOptions
{
    /// <summary>The learning rate.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The learning rate from which schedules compute.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>Copies another group's settings.</summary>
    public virtual void LoadStateDict(OptimizerOptions source) => (LearningRate, InitialLearningRate) = (source.LearningRate, source.InitialLearningRate);
}
