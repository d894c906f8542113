namespace PastaGen.Training;

/// <summary>Settings of AdamW (Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization", algorithm 2).</summary>
public sealed record OptimizerSettings
{
    /// <summary>Step size of adaptations and of trained weights of the backbone.</summary>
    public double LearningRate { get; init; } = 5e-5;

    /// <summary>Step size of the head; null means <see cref="LearningRate"/>.</summary>
    public double? HeadLearningRate { get; init; }

    /// <summary>Decay of weight matrices and adaptations; biases and norms never decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Decay rate of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay rate of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; init; } = 1e-8;
}
