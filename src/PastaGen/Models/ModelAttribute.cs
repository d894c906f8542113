namespace PastaGen;

/// <summary>Declares a model on a <c>partial class</c>: an architecture, to which other attributes add adaptations and a head.</summary>
/// <typeparam name="TArchitecture">The architecture.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModelAttribute<TArchitecture> : Attribute
    where TArchitecture : IArchitecture
{
    /// <summary>A member of an enum whose members carry <see cref="PresetAttribute"/>; null leaves the sizes open until a backbone is loaded.</summary>
    public object? Size { get; init; }

    /// <summary>The path of a config.json among the project's additional files, from which the sizes are read; at most one of this and <see cref="Size"/>.</summary>
    public string? Config { get; init; }
}
