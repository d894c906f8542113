using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Checks;

/// <summary>What may be wrong with an architecture's word on its config.json.</summary>
internal static class ConfigChecks
{
    public static void Check(ArchitectureSpec architecture, List<Complaint> complaints)
    {
        foreach (var twice in architecture.Config.Keys.GroupBy(key => key.Setting).Where(group => group.Count() > 1))
            Add(twice.Last().Anchor, $"two attributes say where ConfigSetting.{twice.Key} stands; drop one of them");
        foreach (var twice in architecture.Config.Requirements.GroupBy(requirement => requirement.Key).Where(group => group.Count() > 1))
            Add(twice.Last().Anchor, $"two attributes say what \"{twice.Key}\" may be; give all values in one");
        foreach (var key in architecture.Config.Keys)
        {
            if (key is { Key: "", Fallback: null } && NeedsValue(key.Setting))
                Add(key.Anchor, $"no file holds ConfigSetting.{key.Setting}, and no Fallback is given; give one");
            if (key.Fallback is { } fallback && !Fits(key.Setting, fallback.Kind))
                Add(key.Anchor with { Argument = "Fallback" }, $"the Fallback of ConfigSetting.{key.Setting} must be {Expected(key.Setting)}");
        }
        foreach (var requirement in architecture.Config.Requirements)
            if (requirement.Values.Count == 0 || requirement.Values.Any(value => value.Kind is not (ConstantKind.Text or ConstantKind.Integer or ConstantKind.Real or ConstantKind.Boolean)))
                Add(requirement.Anchor, $"what \"{requirement.Key}\" may be is one or more texts, numbers or truth values");

        void Add(Anchor anchor, string mistake) => complaints.Add(new(ComplaintIds.UnsuitableConfigLayout, anchor, [architecture.Type.Name, mistake]));
    }

    // These follow from other settings, or have a value of their own.
    private static bool NeedsValue(ConfigSetting setting) =>
        setting is ConfigSetting.HiddenSize or ConfigSetting.LayerCount or ConfigSetting.HeadCount or ConfigSetting.IntermediateSize
            or ConfigSetting.VocabularySize or ConfigSetting.PositionCount or ConfigSetting.TokenTypeCount;

    private static bool Fits(ConfigSetting setting, ConstantKind kind) =>
        setting == ConfigSetting.Activation ? kind == ConstantKind.Text : kind == ConstantKind.Integer || (IsReal(setting) && kind == ConstantKind.Real);

    private static string Expected(ConfigSetting setting) =>
        setting == ConfigSetting.Activation ? "its name in a config.json" : IsReal(setting) ? "a number" : "a whole number";

    private static bool IsReal(ConfigSetting setting) => setting >= ConfigSetting.LayerNormEpsilon;
}
