namespace PastaGen;

/// <summary>
/// On a setting of an adaptation's attribute, a whole number that must divide some sizes without a rest; where a model pins the setting and the
/// sizes, the compiler sees to it.
/// </summary>
/// <param name="sizes">The sizes, each spelt as in <see cref="TrainsAttribute.Shape"/>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DividesAttribute(params object[] sizes) : Attribute
{
    /// <summary>The sizes.</summary>
    public IReadOnlyList<object> Sizes { get; } = sizes;
}
