namespace PastaGen;

/// <summary>On a parameter of an adaptation's module: its name in a delta, and its shape.</summary>
/// <param name="name">The name in a delta.</param>
/// <param name="shape">The shape, by named sizes.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TrainsAttribute(string name, params Dimension[] shape) : Attribute
{
    /// <summary>The name in a delta.</summary>
    public string Name { get; } = name;

    /// <summary>The shape, by named sizes.</summary>
    public IReadOnlyList<Dimension> Shape { get; } = shape;
}
