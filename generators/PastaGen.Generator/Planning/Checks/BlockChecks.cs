using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Checks;

/// <summary>Whether a block's weights are those that its kind needs.</summary>
internal static class BlockChecks
{
    public static void Check(BlockSpec block, BlockKindSpec spec, BlockKind kind, List<Complaint> complaints)
    {
        var players = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var weights in block.Weights)
        {
            ArchitectureChecks.Annotations(weights.Property, hasWeights: weights.Role is not null, complaints);
            if (weights.Role is not { } role)
            {
                if (weights.Property.Annotation == Annotation.None)
                    complaints.Add(new(ComplaintIds.UnsuitableMember, weights.Property.Anchor, [weights.Property.Name, block.Type.Name, "has no [Weights]"]));
                continue;
            }
            if (kind.Roles.FirstOrDefault(rule => rule.Role == role) is not { } rule)
                complaints.Add(new(ComplaintIds.ForeignRole, RoleOf(weights), [block.Type.Name, spec.Name, Spelled(role), Roles(kind)]));
            else if (weights.Module.MetadataName != $"TorchSharp.Modules.{rule.Module}")
                complaints.Add(new(
                    ComplaintIds.MemberTypeDoesNotFit, weights.Property.Anchor,
                    [weights.Property.Name, Spelled(role), Article(rule.Module), weights.Module.Name], rule.Module.ToString()));
            else if (weights is { IsNullable: true, FirstLayer: null or 0 } && rule.Property is not null)
                complaints.Add(new(
                    ComplaintIds.NullableForNothing, weights.Property.Anchor,
                    [weights.Property.Name, block.Type.Name, kind.Placement == Placement.Layer && rule.MayBeAbsent
                        ? "name FirstLayer, or drop the question mark" : "drop the question mark"]));
            else if (weights is { IsNullable: true, FirstLayer: null } && rule is { Property: null, WhereNullable: Plans.Presence.Always })
                complaints.Add(new(
                    ComplaintIds.UnsuitableMember, weights.Property.Anchor,
                    [weights.Property.Name, block.Type.Name, $"is nullable, but every encoder has weights with {Spelled(role)}; drop the question mark"]));
            else if (!weights.IsNullable && rule.IsNullable)
                complaints.Add(new(
                    ComplaintIds.UnsuitableMember, weights.Property.Anchor,
                    [weights.Property.Name, block.Type.Name, $"has {Spelled(role)}, which some encoders lack; let its type be {rule.Module}?"]));
            else Presence(weights, spec, kind, rule, complaints);
            if (players.TryGetValue(role, out var first))
                complaints.Add(new(ComplaintIds.RoleTwice, RoleOf(weights), [block.Type.Name, Spelled(role), first, weights.Property.Name]));
            else players[role] = weights.Property.Name;
        }
        foreach (var rule in kind.Roles)
            if (!rule.MayBeAbsent && !players.ContainsKey(rule.Role))
                complaints.Add(new(ComplaintIds.RoleMissing, new(block.Type.MetadataName), [block.Type.Name, spec.Name, Spelled(rule.Role)]));
    }

    /// <summary>Whether a data flow that is stated in C# can be a block's, and whether its settings have values.</summary>
    public static void Flow(BlockKindSpec kind, FlowSpec flow, List<Complaint> complaints)
    {
        if (flow.Obstacle is { } obstacle)
        {
            complaints.Add(new(ComplaintIds.UnsuitableFlow, kind.Anchor, [kind.Name, flow.Type.Name, obstacle]));
            return;
        }
        foreach (var setting in flow.Settings)
            if (setting.Parameter is null)
                complaints.Add(new(ComplaintIds.SettingWithoutParameter, kind.Anchor, [kind.Name, setting.Name, flow.Type.Name, Names.CamelCase(setting.Name)]));
            else if (setting.Value is null)
                complaints.Add(new(ComplaintIds.SettingWithoutValue, kind.Anchor, [kind.Name, setting.Name, flow.Type.Name]));
        foreach (var parameter in flow.UnsuppliedParameters.Where(name => flow.Settings.All(setting => setting.Parameter != name)))
            complaints.Add(new(ComplaintIds.SettingWithoutValue, kind.Anchor, [kind.Name, parameter, flow.Type.Name]));
    }

    // A bias that is left out, and layers that go without.
    private static void Presence(WeightsSpec weights, BlockKindSpec spec, BlockKind kind, RoleRule rule, List<Complaint> complaints)
    {
        var property = weights.Property;
        if (!weights.HasBias && rule.Module == ModuleKind.Embedding)
            complaints.Add(new(ComplaintIds.UnsuitablePresence, property.Anchor with { Argument = "Bias" }, [property.Name, "an embedding has no bias to leave out"]));
        if (weights.FirstLayer is not { } first) return;
        var mistake =
            first < 0 ? FormattableString.Invariant($"FirstLayer is {first}, and layers count from 0")
            : kind.Placement != Placement.Layer ? "FirstLayer names a layer, but the block stands outside them"
            : !rule.MayBeAbsent || rule.Property is null ? $"a block of kind {spec.Name} {(rule.MayBeAbsent ? "has it in every layer or in none" : "needs it in every layer")}"
            : property.Declarations.Any(each => !each.MayBeNull) ? $"some layers go without; let its type be {rule.Module}?"
            : null;
        if (mistake is not null)
            complaints.Add(new(ComplaintIds.UnsuitablePresence, property.Anchor with { Argument = "FirstLayer" }, [property.Name, mistake]));
    }

    private static string Spelled(string role) => Enum.TryParse<Role>(role, out _) ? $"Role.{role}" : $"\"{role}\"";

    private static Anchor RoleOf(WeightsSpec weights) => weights.Property.Anchor with { Argument = "0" };

    private static string Roles(BlockKind kind) => string.Join(", ", kind.Roles.Select(rule => rule.Role));

    private static string Article(ModuleKind module) => module == ModuleKind.Embedding ? "an Embedding" : $"a {module}";
}
