using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;
using PastaGen.Training;

namespace PastaGen.Generator.Planning.Configuration;

/// <summary>Settles where an architecture's config.json files hold settings: what it declares, and what follows from its weights.</summary>
internal static class ConfigLayoutPlanner
{
    /// <summary>The key that says what attention and embeddings know of positions.</summary>
    public const string PositionEmbedding = "position_embedding_type";

    /// <summary>What it says where there are no distances to know.</summary>
    public const string Absolute = "absolute";

    public static ConfigLayoutPlan Plan(ArchitectureSpec architecture)
    {
        var keys = architecture.Config.Keys.ToList();

        // A file need not say how many token types there are where no table of them must be filled.
        if (!NeedsTokenTypes(architecture) && keys.All(key => key.Setting != ConfigSetting.TokenTypeCount))
            keys.Add(new(ConfigSetting.TokenTypeCount, UsualConfigKeys.Of(ConfigSetting.TokenTypeCount), new(ConstantKind.Integer, "0", null), new(architecture.Type.MetadataName)));
        var requirements = architecture.Config.Requirements.Select(requirement => new RequirementPlan(requirement.Key, requirement.Values)).ToList();
        if (HasSelfAttention(architecture) && requirements.All(requirement => requirement.Key != PositionEmbedding))
            requirements.Add(new(PositionEmbedding, Positions(architecture).Select(value => new ConstantSpec(ConstantKind.Text, value, null)).ToEquatableArray()));
        return new(
            keys.OrderBy(key => key.Setting).Select(key => new ConfigKeyPlan(key.Setting, key.Key, key.Fallback)).ToEquatableArray(),
            requirements.OrderBy(requirement => requirement.Key, StringComparer.Ordinal).ToEquatableArray(),
            architecture.Config.Positions,
            architecture.SharesLayers);
    }

    /// <summary>Whether every encoder of the architecture has a table of token types.</summary>
    public static bool NeedsTokenTypes(ArchitectureSpec architecture) =>
        architecture.Members.Any(member => member.Block is { } block && block.Weights.Any(weights => !weights.IsNullable && IsTableOfTypes(block, weights)));

    private static bool IsTableOfTypes(BlockSpec block, WeightsSpec weights) =>
        BlockKinds.Find(block.Kind)?.Roles.Any(rule => rule.Role == weights.Role && rule.Shape.Any(size => size.Dimension == Dimension.TokenTypes)) ?? false;

    /// <summary>Whether attention has weights for the distance of query and key, where the config says so.</summary>
    public static bool KnowsDistances(ArchitectureSpec architecture) =>
        SelfAttentions(architecture).Any(block => block.Weights.Any(weights => weights.Role == nameof(Role.Distances)));

    // What the declared weights can compute.
    private static string[] Positions(ArchitectureSpec architecture) =>
        KnowsDistances(architecture) ? [Absolute, "relative_key", "relative_key_query"] : [Absolute];

    private static bool HasSelfAttention(ArchitectureSpec architecture) => SelfAttentions(architecture).Any();

    private static IEnumerable<BlockSpec> SelfAttentions(ArchitectureSpec architecture) => architecture.Members
        .SelectMany(member => member.Layer?.Members ?? []).Select(member => member.Block).OfType<BlockSpec>()
        .Where(block => block.Kind is { Flow: null, Name: "SelfAttention" });
}
