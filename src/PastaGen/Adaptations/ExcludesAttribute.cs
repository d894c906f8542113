namespace PastaGen;

/// <summary>On an adaptation's attribute: another adaptation beside which it makes no sense on one model; the compiler says why.</summary>
/// <param name="id">The other adaptation's id.</param>
/// <param name="because">Why, as a clause.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ExcludesAttribute(string id, string because) : Attribute
{
    /// <summary>The other adaptation's id.</summary>
    public string Id { get; } = id;

    /// <summary>Why, as a clause.</summary>
    public string Because { get; } = because;
}
