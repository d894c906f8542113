namespace PastaGen;

/// <summary>
/// On a setting of an adaptation's attribute, a number, a truth value or an enum: where a model does not name it, it stays open, and the training
/// data, a delta or a converted adapter supplies it; a delta that differs from a named value is refused.
/// </summary>
/// <param name="fallback">The value where nobody supplies one, of the setting's own type.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OpenAttribute(object fallback) : Attribute
{
    /// <summary>The value where nobody supplies one.</summary>
    public object Fallback { get; } = fallback;
}
