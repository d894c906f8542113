using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>Names of emitted classes, one for each interface: the interface's without its I, kept apart from one another and from the engine's.</summary>
/// <param name="others">Names of other types that the emitted code uses.</param>
internal sealed class ClassNames(IEnumerable<string> others)
{
    // Names that emitted code uses for other things; a class of that name would hide them.
    private static readonly string[] EveryModels =
    [
        "Network", "Plan", "TaskHead", "Linear", "Embedding", "LayerNorm", "Parameter", "Tensor", "Activation", "Site", "AdamW",
        "List", "IReadOnlyList", "IEnumerable", "Dictionary", "Enumerable",
        "EncoderConfig", "TokenBatch", "HiddenStates", "ModelOutput", "SiteContext", "PackedRows", "AttentionCore", "PackedProjections",
        "RandomDropout", "ResidualNorm",
        "TaskModel", "ModelShape", "ModelFacts", "ModelPart", "BackboneReader", "TrainedTensor", "OptimizerSettings", "PlannedParameter", "ParameterState",
    ];

    private readonly HashSet<string> reserved = new(EveryModels.Concat(others), StringComparer.Ordinal);

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>The class that implements an interface.</summary>
    /// <param name="type">The interface.</param>
    /// <param name="members">Names of its members: C# allows none of them to be the class's.</param>
    public string Of(TypeSpec type, IEnumerable<string> members)
    {
        if (names.TryGetValue(type.MetadataName, out var known)) return known;
        var plain = type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1]) ? type.Name.Substring(1) : type.Name;
        var name = plain;
        for (var i = 1; reserved.Contains(name) || names.ContainsValue(name) || name == type.Name || members.Contains(name); i++)
            name = i == 1 ? $"{plain}Block" : $"{plain}Block{i}";
        return names[type.MetadataName] = name;
    }
}
