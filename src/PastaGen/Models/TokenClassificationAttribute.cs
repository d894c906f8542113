namespace PastaGen;

/// <summary>The model labels each token of a text. The set of labels is open: a delta or the training data decides it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TokenClassificationAttribute : Attribute;

/// <summary>The model labels each token of a text; its predictions are members of an enum, and label i is the member of value i.</summary>
/// <typeparam name="TLabel">The enum; its values count from 0 without a gap.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TokenClassificationAttribute<TLabel> : Attribute
    where TLabel : struct, Enum;
