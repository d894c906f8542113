namespace PastaGen;

/// <summary>On an adaptation's module: its id, the sites at which emitted code can call it, and where it is described.</summary>
/// <param name="id">The adaptation's id in lists and deltas, in lower case with hyphens.</param>
/// <param name="sites">The sites.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LivesAtAttribute(string id, Site sites) : Attribute
{
    /// <summary>The adaptation's id in lists and deltas.</summary>
    public string Id { get; } = id;

    /// <summary>The sites at which emitted code can call the module.</summary>
    public Site Sites { get; } = sites;

    /// <summary>
    /// Those of <see cref="Sites"/> at which it lives where a model names none. Not stated, it lives at all of them, and they are no setting.
    /// </summary>
    public Site Usual { get; init; }

    /// <summary>
    /// Whether it computes the state of each token from that token alone. A last layer that answers for each row's first token alone then stays so.
    /// </summary>
    public bool IsPerToken { get; init; }

    /// <summary>
    /// Whether the head beside it is one linear, which a small delta can hold, and not the family's own head. Beside another adaptation that does not
    /// say so it is the family's own.
    /// </summary>
    public bool TakesOneLinear { get; init; }

    /// <summary>One sentence on what it does at its sites; emitted code carries it there.</summary>
    public string Summary { get; init; } = "";
}
