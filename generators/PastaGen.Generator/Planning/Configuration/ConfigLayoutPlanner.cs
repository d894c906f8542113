using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Configuration;

/// <summary>Settles where an architecture's config.json files hold settings: what it declares, and what follows from its weights.</summary>
internal static class ConfigLayoutPlanner
{
    public static ConfigLayoutPlan Plan(ArchitectureSpec architecture)
    {
        var keys = architecture.Config.Keys.ToList();

        // A file need not say how many token types there are where no table of them must be filled.
        if (!NeedsTokenTypes(architecture) && keys.All(key => key.Setting != ConfigSetting.TokenTypeCount))
            keys.Add(new(ConfigSetting.TokenTypeCount, KeyOf(ConfigSetting.TokenTypeCount), new(ConstantKind.Integer, "0", null), new(architecture.Type.MetadataName)));
        return new(
            keys.OrderBy(key => key.Setting).Select(key => new ConfigKeyPlan(key.Setting, key.Key, key.Fallback)).ToEquatableArray(),
            architecture.Config.Requirements.OrderBy(requirement => requirement.Key, StringComparer.Ordinal)
                .Select(requirement => new RequirementPlan(requirement.Key, requirement.Values)).ToEquatableArray(),
            architecture.Config.Positions,
            architecture.SharesLayers);
    }

    /// <summary>Whether every encoder of the architecture has a table of token types.</summary>
    public static bool NeedsTokenTypes(ArchitectureSpec architecture) =>
        architecture.Members.Any(member => member.Block is { } block && block.Weights.Any(weights => !weights.IsNullable && IsTableOfTypes(block, weights)));

    private static bool IsTableOfTypes(BlockSpec block, WeightsSpec weights) =>
        BlockKinds.Find(block.Kind)?.Roles.Any(rule => rule.Role == weights.Role && rule.Shape.Any(size => size.Dimension == Dimension.TokenTypes)) ?? false;

    /// <summary>The usual key of a size.</summary>
    public static string KeyOf(ConfigSetting setting) => setting switch
    {
        ConfigSetting.HiddenSize => "hidden_size",
        ConfigSetting.LayerCount => "num_hidden_layers",
        ConfigSetting.LayerGroupCount => "num_hidden_groups",
        ConfigSetting.HeadCount => "num_attention_heads",
        ConfigSetting.IntermediateSize => "intermediate_size",
        ConfigSetting.EmbeddingSize => "embedding_size",
        ConfigSetting.VocabularySize => "vocab_size",
        ConfigSetting.PositionCount => "max_position_embeddings",
        ConfigSetting.TokenTypeCount => "type_vocab_size",
        ConfigSetting.Activation => "hidden_act",
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, "no size"),
    };
}
