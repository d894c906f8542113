namespace PastaGen;

/// <summary>Declares a family of encoders.</summary>
/// <param name="modelType">The <c>model_type</c> of the config.json files that it reads.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class ArchitectureAttribute(string modelType) : Attribute
{
    /// <summary>The <c>model_type</c> of the config.json files that the architecture reads.</summary>
    public string ModelType { get; } = modelType;

    /// <summary>
    /// What stands before every name of the encoder in a checkpoint that also holds a head, its dot included;
    /// files with and without it are read.
    /// </summary>
    public string Prefix { get; init; } = "";
}
