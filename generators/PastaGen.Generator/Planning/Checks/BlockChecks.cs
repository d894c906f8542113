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
        var players = new Dictionary<Role, string>();
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
                complaints.Add(new(ComplaintIds.ForeignRole, RoleOf(weights), [block.Type.Name, spec.Name, role.ToString(), Roles(kind)]));
            else if (weights.Module.MetadataName != $"TorchSharp.Modules.{rule.Module}")
                complaints.Add(new(
                    ComplaintIds.MemberTypeDoesNotFit, weights.Property.Anchor,
                    [weights.Property.Name, role.ToString(), Article(rule.Module), weights.Module.Name], rule.Module.ToString()));
            else if (weights.IsNullable && rule.WhereNullable == Presence.Always)
                complaints.Add(new(
                    ComplaintIds.UnsuitableMember, weights.Property.Anchor,
                    [weights.Property.Name, block.Type.Name, $"is nullable, but every encoder has weights with Role.{role}; drop the question mark"]));
            if (players.TryGetValue(role, out var first))
                complaints.Add(new(ComplaintIds.RoleTwice, RoleOf(weights), [block.Type.Name, role.ToString(), first, weights.Property.Name]));
            else players[role] = weights.Property.Name;
        }
        foreach (var rule in kind.Roles)
            if (!rule.IsOptional && !players.ContainsKey(rule.Role))
                complaints.Add(new(ComplaintIds.RoleMissing, new(block.Type.MetadataName), [block.Type.Name, spec.Name, rule.Role.ToString()]));
    }

    private static Anchor RoleOf(WeightsSpec weights) => weights.Property.Anchor with { Argument = "0" };

    private static string Roles(BlockKind kind) => string.Join(", ", kind.Roles.Select(rule => rule.Role));

    private static string Article(ModuleKind module) => module == ModuleKind.Embedding ? "an Embedding" : $"a {module}";
}
