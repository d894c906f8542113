namespace PastaGen;

/// <summary>On the data flow of a kind of block: what it is, and the sites that it offers to adaptations.</summary>
/// <param name="summary">What such a block does, as a phrase that starts in lower case; emitted code and documentation carry it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FlowAttribute(string summary) : Attribute
{
    /// <summary>What such a block does, as a phrase.</summary>
    public string Summary { get; } = summary;

    /// <summary>The sites at which the data flow lets adaptations in.</summary>
    public Site Sites { get; init; }

    /// <summary>
    /// Those settings of the encoder that the data flow's code reads and that not every encoder has a use for, such as
    /// <see cref="ConfigSetting.Activation"/>: a <see cref="ConfigKeyAttribute"/> for what no block and no head reads is refused. Sizes in a
    /// part's shape need not be named.
    /// </summary>
    public ConfigSetting[] Reads { get; init; } = [];

    /// <summary>Those of <see cref="Sites"/> whose state holds every token even where the block answers for the first of each row alone.</summary>
    public Site SitesOfEveryToken { get; init; }
}
