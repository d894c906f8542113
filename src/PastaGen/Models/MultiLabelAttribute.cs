namespace PastaGen;

/// <summary>
/// The model gives whole texts any number of labels, each judged by itself. The set of labels is open: a delta or the training data decides
/// it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MultiLabelAttribute : Attribute;

/// <summary>The model gives whole texts any number of labels, each judged by itself; label i is the enum's member of value i.</summary>
/// <typeparam name="TLabel">The enum; its values count from 0 without a gap.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MultiLabelAttribute<TLabel> : Attribute
    where TLabel : struct, Enum;
