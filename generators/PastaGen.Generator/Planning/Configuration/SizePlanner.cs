using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

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
            return Checked(size.Name, size.Sizes, atSize, complaints);
        }
        if (model.Config is not { } path) return new(Open, null);
        if (configs.Count != 1)
        {
            complaints.Add(new(ComplaintIds.ConfigNotFound, atConfig, [path, configs.Count == 0 ? "not among" : $"the end of {configs.Count} paths among"]));
            return new(Open, null);
        }
        return Checked(path, ConfigReader.Read(configs[0], path, model.Architecture, atConfig, complaints), atConfig, complaints);
    }

    private static SizePlan Checked(string name, Sizes? sizes, Anchor anchor, List<Complaint> complaints)
    {
        if (sizes is not null && (sizes.HeadCount < 1 || sizes.HiddenSize % sizes.HeadCount != 0))
            complaints.Add(new(ComplaintIds.HeadsDoNotDivide, anchor, [name, FormattableString.Invariant($"{sizes.HeadCount}"), FormattableString.Invariant($"{sizes.HiddenSize}")]));
        return sizes is null ? new(Open, null) : new(name, sizes);
    }
}
