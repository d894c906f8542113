namespace PastaGen.Generator.Reading.Specs;

/// <summary>A head of the model.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Labels">The enum of its labels; null where the set is open.</param>
/// <param name="Anchor">The attribute.</param>
/// <param name="Features">How features are made; null for other heads.</param>
internal sealed record HeadSpec(HeadKind Kind, LabelsSpec? Labels, Anchor Anchor, FeaturesSpec? Features = null);

/// <summary>How the states of a text become its features.</summary>
/// <param name="Pooling">How they become one vector.</param>
/// <param name="Normalize">Whether that is divided by its length.</param>
internal sealed record FeaturesSpec(Pooling Pooling, bool Normalize);

/// <summary>An enum whose members are labels.</summary>
/// <param name="Type">The enum.</param>
/// <param name="IsPublic">Whether other assemblies see it.</param>
/// <param name="Members">Its members in the order of declaration.</param>
internal sealed record LabelsSpec(TypeSpec Type, bool IsPublic, EquatableArray<LabelSpec> Members);

/// <summary>One label.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Value">The member's value.</param>
internal sealed record LabelSpec(string Name, long Value);
