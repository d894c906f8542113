using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Checks;

/// <summary>Whether the keys that an architecture names for its config.json are read by some part of it, or at least held to what it requires.</summary>
internal static class UnreadKeyChecks
{
    public static void Check(ArchitectureSpec architecture, List<Complaint> complaints)
    {
        foreach (var key in architecture.Config.Keys)
        {
            if (key.Key.Length == 0 || architecture.Config.Requirements.Any(requirement => requirement.Key == key.Key) || IsRead(key.Setting, architecture)) continue;
            var isOwn = key.Anchor.Type == architecture.Type.MetadataName;
            complaints.Add(new(
                ComplaintIds.UnreadConfigKey, isOwn ? key.Anchor : new(architecture.Type.MetadataName),
                [architecture.Type.Name, key.Key, key.Setting.ToString(), isOwn ? "drop it" : $"say [ConfigKey(ConfigSetting.{key.Setting}, \"\")]"]));
        }
    }

    // Sizes that every encoder has, its padding, its norms and the spread of fresh weights are read whatever the blocks are.
    private static bool IsRead(ConfigSetting setting, ArchitectureSpec architecture) => setting switch
    {
        ConfigSetting.LayerGroupCount => architecture.SharesLayers,
        ConfigSetting.EmbeddingSize or ConfigSetting.TokenTypeCount or ConfigSetting.EmbeddingDropout or ConfigSetting.AttentionDropout =>
            ReadsInBlock(setting, architecture),
        ConfigSetting.Activation => ReadsInBlock(setting, architecture) || architecture.Heads.Any(head => head is { Dense: not null, Activation: null }),
        ConfigSetting.ClassifierDropout => architecture.Heads.Any(head => !head.Kind.LabelsAreWords && head.Dropout == HeadDropout.Classifier),
        ConfigSetting.HeadInputDropout => architecture.Heads.Any(head => head.DropsInput),
        _ => true,
    };

    private static bool ReadsInBlock(ConfigSetting setting, ArchitectureSpec architecture) =>
        BlockKinds.Of(architecture).Any(each => each.Kind.Reads(setting, each.Block));
}
