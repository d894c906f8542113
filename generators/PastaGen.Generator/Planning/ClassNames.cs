using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>Names of emitted classes, one for each interface: the interface's without its I, kept apart from one another and from the engine's.</summary>
internal sealed class ClassNames
{
    // Names that emitted code uses for other things; a class of that name would hide them.
    private static readonly string[] Reserved =
        ["Network", "Plan", "Linear", "Embedding", "LayerNorm", "Parameter", "Tensor", "Activation", "Activations", "Site", "ModuleList", "AdamW", "State"];

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>The class that implements an interface.</summary>
    public string Of(TypeSpec type)
    {
        if (names.TryGetValue(type.MetadataName, out var known)) return known;
        var plain = type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1]) ? type.Name.Substring(1) : type.Name;
        var name = plain;
        for (var i = 2; Reserved.Contains(name) || names.ContainsValue(name) || name == type.Name; i++) name = i == 2 ? $"{plain}Block" : $"{plain}Block{i}";
        return names[type.MetadataName] = name;
    }
}
