using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;
using static System.FormattableString;

namespace PastaGen.Generator.Planning.Configuration;

/// <summary>Takes a model's sizes from its preset or its config.json, or leaves them open.</summary>
internal static class SizePlanner
{
    private const string Open = "open";

    /// <summary>The sizes; where they cannot be had, a complaint says why and they are left open.</summary>
    public static SizePlan Plan(ModelSpec model, EquatableArray<ConfigText> configs, List<Complaint> complaints)
    {
        var (atSize, atConfig) = (model.Anchor with { Argument = "Size" }, model.Anchor with { Argument = "Config" });
        if (model is { Size: not null, Config: not null })
        {
            complaints.Add(new(ComplaintIds.SizeAndConfig, atConfig, []));
            return new(Open, null);
        }
        if (model.Size is { } size)
        {
            if (size.Sizes is null) complaints.Add(new(ComplaintIds.SizeWithoutPreset, atSize, [size.Name]));
            return Checked(size.Name, size.Sizes, model.Architecture, atSize, complaints);
        }
        if (model.Config is not { } path) return new(Open, null);
        if (configs.Count != 1)
        {
            var found = configs.Count == 0 ? "not among" : $"the end of {configs.Count} paths among";
            complaints.Add(new(ComplaintIds.ConfigNotFound, atConfig, [path, found]));
            return new(Open, null);
        }
        return Checked(path, ConfigReader.Read(configs[0], path, model.Architecture, atConfig, complaints), model.Architecture, atConfig, complaints);
    }

    private static SizePlan Checked(string name, Sizes? given, ArchitectureSpec architecture, Anchor anchor, List<Complaint> complaints)
    {
        if (given?.Complete(architecture.SharesLayers) is not { } sizes) return new(Open, null);
        foreach (var (size, value) in Named(sizes, ConfigLayoutPlanner.NeedsTokenTypes(architecture)))
            if (value < 1)
            {
                complaints.Add(new(ComplaintIds.SizeBelowOne, anchor, [name, size, Invariant($"{value}")]));
                return new(Open, null);
            }
        if (sizes.HiddenSize % sizes.HeadCount != 0)
            complaints.Add(new(ComplaintIds.HeadsDoNotDivide, anchor, [name, Invariant($"{sizes.HeadCount}"), Invariant($"{sizes.HiddenSize}")]));
        return new(name, sizes);
    }

    private static IEnumerable<(string Name, int Value)> Named(Sizes sizes, bool hasTokenTypes) =>
    [
        ("hidden size", sizes.HiddenSize), ("layer count", sizes.LayerCount), ("head count", sizes.HeadCount), ("intermediate size", sizes.IntermediateSize),
        ("vocabulary size", sizes.VocabularySize), ("position count", sizes.PositionCount), ("embedding size", sizes.EmbeddingSize!.Value),
        ("layer group count", sizes.LayerGroupCount!.Value), .. hasTokenTypes ? [("token type count", sizes.TokenTypeCount)] : Array.Empty<(string, int)>(),
    ];
}
