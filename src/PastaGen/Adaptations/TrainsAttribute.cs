namespace PastaGen;

/// <summary>On a parameter of an adaptation's module: its name in a delta, and its shape.</summary>
/// <param name="name">The name in a delta; a module that is made for each place has the place's name before it.</param>
/// <param name="shape">The shape: see <see cref="Shape"/>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TrainsAttribute(string name, params object[] shape) : Attribute
{
    /// <summary>The name in a delta.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The shape. Each size is a <see cref="Dimension"/>, a whole number, or a text of such, of names of the attribute's settings, and of <c>*</c> and
    /// <c>/</c> between them, which go from left to right in whole numbers: <c>"2 * Layers * Hidden"</c>, <c>"Output / Reduction"</c>. Choices that the
    /// declaration pins, a truth value or an enum's member behind a dot, may take one from a name or make a size 1:
    /// <c>"Length - WithoutFirst unless Shared or Mode.One"</c>. Where one module lives in some layers alone, <c>Layers</c> is their number.
    /// </summary>
    public IReadOnlyList<object> Shape { get; } = shape;

    /// <summary>The truth value among the attribute's settings that decides whether the parameter is there; it is null where it is not. Not stated, it always is.</summary>
    public string? When { get; init; }
}
