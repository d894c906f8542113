namespace PastaGen;

/// <summary>A linear, an embedding or a norm of a block: which part it plays there, and what it is called in a checkpoint.</summary>
/// <param name="role">The part it plays in the block's data flow.</param>
/// <param name="name">Its own part of the checkpoint name, without <c>.weight</c> and <c>.bias</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WeightsAttribute(Role role, string name) : Attribute
{
    /// <summary>The part it plays in the block's data flow.</summary>
    public Role Role { get; } = role;

    /// <summary>Its own part of the checkpoint name, without <c>.weight</c> and <c>.bias</c>.</summary>
    public string Name { get; } = name;
}
