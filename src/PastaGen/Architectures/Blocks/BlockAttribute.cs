namespace PastaGen;

/// <summary>A block of the architecture: a member whose type is a nested interface with a block kind.</summary>
/// <param name="path">The block's part of its parameters' checkpoint names; empty where they add none.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BlockAttribute(string path = "") : Attribute
{
    /// <summary>The block's part of its parameters' checkpoint names.</summary>
    public string Path { get; } = path;
}
