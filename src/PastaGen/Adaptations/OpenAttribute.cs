namespace PastaGen;

/// <summary>
/// On a setting of an adaptation's attribute: where a model does not name it, it stays open, and the training data, a delta or
/// a converted adapter supplies it; a delta that differs from a named value is refused.
/// </summary>
/// <param name="fallback">The value where nobody supplies one.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OpenAttribute(int fallback) : Attribute
{
    /// <summary>The value where nobody supplies one.</summary>
    public int Fallback { get; } = fallback;
}
