namespace PastaGen.Training;

/// <summary>What a model says of one row; which kind it is is said by the model's head.</summary>
public abstract record Answer
{
    private protected Answer()
    {
    }

    /// <summary>Whether all numbers of the answer are finite; else the model holds values that are none.</summary>
    public abstract bool IsFinite { get; }
}

/// <summary>A number.</summary>
/// <param name="Value">The number.</param>
public sealed record NumberAnswer(float Value) : Answer
{
    /// <inheritdoc/>
    public override bool IsFinite => float.IsFinite(Value);
}

/// <summary>Any number of labels.</summary>
/// <param name="Labels">Those whose probability is above one half, in id order.</param>
/// <param name="Probabilities">Every label's probability, in id order; each by itself.</param>
public sealed record LabelsAnswer(IReadOnlyList<string> Labels, IReadOnlyList<float> Probabilities) : Answer
{
    /// <inheritdoc/>
    public override bool IsFinite => Probabilities.All(float.IsFinite);
}

/// <summary>A vector.</summary>
/// <param name="Values">Its elements, <c>[hidden]</c>.</param>
public sealed record FeaturesAnswer(IReadOnlyList<float> Values) : Answer
{
    /// <inheritdoc/>
    public override bool IsFinite => Values.All(float.IsFinite);
}

/// <summary>A tag for each word.</summary>
/// <param name="Tags">The tags in the order of the words; null for a word that the model did not read, cut or without a token.</param>
public sealed record TagsAnswer(IReadOnlyList<WordTag?> Tags) : Answer
{
    /// <inheritdoc/>
    public override bool IsFinite => Tags.All(tag => tag is not { } known || float.IsFinite(known.Probability));
}

/// <summary>A word's tag.</summary>
/// <param name="Label">The most probable label.</param>
/// <param name="LabelId">Its id.</param>
/// <param name="Probability">Its probability.</param>
public readonly record struct WordTag(string Label, int LabelId, float Probability);
