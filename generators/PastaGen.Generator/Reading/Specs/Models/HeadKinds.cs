namespace PastaGen.Generator.Reading.Specs;

/// <summary>A kind of head: a task that a model can be for.</summary>
/// <param name="Id">Its id in lists.</param>
/// <param name="ModelAttribute">Metadata name of the attribute that asks for it on a model, without arity.</param>
/// <param name="ArchitectureAttribute">Metadata name of the attribute by which an architecture says how its checkpoints hold it; null where there is nothing to hold.</param>
/// <param name="Does">What it does, as a phrase after <c>it</c>.</param>
/// <param name="AnswersPerToken">Whether it answers for each token; else for each text.</param>
/// <param name="LabelsAreWords">Whether its labels are the words of the vocabulary.</param>
/// <param name="Loss">What it learns by.</param>
internal sealed record HeadKind(
    string Id, string ModelAttribute, string? ArchitectureAttribute, string Does, bool AnswersPerToken = false, bool LabelsAreWords = false,
    HeadLoss Loss = HeadLoss.CrossEntropy)
{
    /// <summary>Metadata name of the attribute that asks for it with an enum of labels.</summary>
    public string ModelAttributeOfLabels { get; } = ModelAttribute + "`1";

    /// <summary>The names of its answers where the kind decides them; null where they are labels.</summary>
    public string? OnlyAnswer => Loss == HeadLoss.SquaredError ? "score" : null;

    /// <summary>The attribute on an architecture as one writes it.</summary>
    public string ArchitectureAttributeName => ArchitectureAttribute!.Substring(ArchitectureAttribute.LastIndexOf('.') + 1).Replace("Attribute", "");

    /// <summary>Whether it learns; else it has no parameters, and nothing of its model is trained.</summary>
    public bool Learns => Loss != HeadLoss.None;
}

/// <summary>What a head learns by.</summary>
internal enum HeadLoss
{
    /// <summary>The cross entropy of one label of several.</summary>
    CrossEntropy,

    /// <summary>The squared error of a number.</summary>
    SquaredError,

    /// <summary>The mean of the binary cross entropies of all labels, each by itself.</summary>
    BinaryCrossEntropy,

    /// <summary>It does not learn.</summary>
    None,
}

/// <summary>The kinds of heads that the compiler knows.</summary>
internal static class HeadKinds
{
    public static HeadKind SequenceClassification { get; } = new(
        "sequence-classification", LanguageTypes.SequenceClassification, LanguageTypes.SequenceHead, "classifies texts");

    public static HeadKind TokenClassification { get; } = new(
        "token-classification", LanguageTypes.TokenClassification, LanguageTypes.TokenHead, "labels tokens", AnswersPerToken: true);

    public static HeadKind MaskedLanguageModel { get; } = new(
        "masked-lm", LanguageTypes.MaskedLanguageModel, LanguageTypes.MaskedLanguageHead, "predicts masked words", AnswersPerToken: true, LabelsAreWords: true);

    public static HeadKind Regression { get; } = new(
        "regression", LanguageTypes.Regression, LanguageTypes.SequenceHead, "gives texts a number", Loss: HeadLoss.SquaredError);

    public static HeadKind MultiLabel { get; } = new(
        "multi-label", LanguageTypes.MultiLabel, LanguageTypes.SequenceHead, "gives texts any number of labels", Loss: HeadLoss.BinaryCrossEntropy);

    public static HeadKind FeatureExtraction { get; } = new(
        "features", LanguageTypes.FeatureExtraction, ArchitectureAttribute: null, "gives texts a vector", Loss: HeadLoss.None);

    public static IReadOnlyList<HeadKind> All { get; } =
        [SequenceClassification, TokenClassification, MaskedLanguageModel, Regression, MultiLabel, FeatureExtraction];
}
