namespace PastaGen;

/// <summary>On an adaptation's module: its id, the sites at which emitted code calls it, and where it is described.</summary>
/// <param name="id">The adaptation's id in lists and deltas, in lower case with hyphens.</param>
/// <param name="sites">The sites.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LivesAtAttribute(string id, Site sites) : Attribute
{
    /// <summary>The adaptation's id in lists and deltas.</summary>
    public string Id { get; } = id;

    /// <summary>The sites at which emitted code calls the module.</summary>
    public Site Sites { get; } = sites;

    /// <summary>One sentence on what it does at its sites; emitted code carries it there.</summary>
    public string Summary { get; init; } = "";
}
