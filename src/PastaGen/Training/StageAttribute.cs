namespace PastaGen;

/// <summary>
/// On a model: before it, another model is trained on the same pretrained backbone, and its head is what this one begins with. Nothing else
/// is carried over. The model itself is the last stage (Yang and others 2022, "Parameter-efficient tuning makes a good classification head",
/// arXiv 2210.16771).
/// </summary>
/// <typeparam name="TModel">The stage's model: of the same architecture, for the same task, with a head of the same shape, and without stages of its own.</typeparam>
/// <param name="number">The stage's number; stages count from 1 without a gap.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class StageAttribute<TModel>(int number) : Attribute
    where TModel : class
{
    /// <summary>The stage's number, counted from 1.</summary>
    public int Number { get; } = number;

    /// <summary>Its part of the epochs or updates of the whole training, above 0; what all stages leave is the model's own. A tenth is the paper's.</summary>
    public double Share { get; init; } = 0.1;

    /// <summary>Its peak learning rate where the training's settings name none; where this is not given either, it is that of the last stage.</summary>
    public double LearningRate { get; init; }
}
