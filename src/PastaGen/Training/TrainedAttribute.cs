namespace PastaGen;

/// <summary>On a member of an architecture: its weights are trained unless a model says otherwise, whatever the model freezes.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TrainedAttribute : Attribute;

/// <summary>On a model: members of one block are trained. Wins over what the model freezes and over annotations of the architecture.</summary>
/// <typeparam name="TBlock">The nested interface that declares the members.</typeparam>
/// <param name="members">Their names, by <c>nameof</c>; none means all members of the block.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TrainedAttribute<TBlock>(params string[] members) : Attribute
{
    /// <summary>Names of the members; empty means all members of the block.</summary>
    public IReadOnlyList<string> Members { get; } = members;

    /// <summary>The first layer that is meant, counted from 0; only for blocks inside layers.</summary>
    public int FirstLayer { get; init; }

    /// <summary>The last layer that is meant, counted from 0 and included; -1 means the last of the model.</summary>
    public int LastLayer { get; init; } = -1;
}
