namespace PastaGen.Training;

/// <summary>A stage that a model declares before its own.</summary>
/// <param name="Model">The stage's model, without stages of its own; its head has the parameters of the declaring model's.</param>
/// <param name="Share">Its part of the epochs or updates of the whole training.</param>
/// <param name="LearningRate">Its peak learning rate where the settings name none; null where it is that of the last stage.</param>
public sealed record ModelStage(ModelDefinition Model, double Share, double? LearningRate = null);
