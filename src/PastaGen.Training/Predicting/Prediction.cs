using System.Globalization;

namespace PastaGen.Training;

/// <summary>What a model that tells labels apart makes of one text.</summary>
/// <param name="Label">The most probable label.</param>
/// <param name="LabelId">Its id.</param>
/// <param name="Probabilities">Every label's probability, in id order; they sum to 1.</param>
public sealed record Prediction(string Label, int LabelId, IReadOnlyList<float> Probabilities) : Answer
{
    /// <inheritdoc/>
    public override bool IsFinite => Probabilities.All(float.IsFinite);


    /// <summary>The same with the label as a member of an enum whose values are the ids.</summary>
    /// <typeparam name="TLabel">The enum.</typeparam>
    public Prediction<TLabel> As<TLabel>()
        where TLabel : struct, Enum => new((TLabel)Enum.ToObject(typeof(TLabel), LabelId), Probabilities);
}

/// <summary>What a model makes of one text, its label a member of an enum.</summary>
/// <typeparam name="TLabel">The enum; its values are the label ids.</typeparam>
/// <param name="Label">The most probable label.</param>
/// <param name="Probabilities">Every label's probability, in id order; they sum to 1.</param>
public sealed record Prediction<TLabel>(TLabel Label, IReadOnlyList<float> Probabilities)
    where TLabel : struct, Enum
{
    /// <summary>The probability of the most probable label.</summary>
    public float Probability => Of(Label);

    /// <summary>The probability of a label.</summary>
    /// <param name="label">The label.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no member of the enum.</exception>
    public float Of(TLabel label) => Probabilities[Convert.ToInt32(label, CultureInfo.InvariantCulture)];
}
