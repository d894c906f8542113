namespace PastaGen;

/// <summary>
/// On an architecture: what a key of its config.json may say. A file that says something else is refused by key and value; one that
/// lacks the key is read.
/// </summary>
/// <param name="key">The key.</param>
/// <param name="values">The values that the declared data flow computes: texts, whole numbers, truth values.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class RequiresAttribute(string key, params object[] values) : Attribute
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The values that are computed.</summary>
    public IReadOnlyList<object> Values { get; } = values;
}
