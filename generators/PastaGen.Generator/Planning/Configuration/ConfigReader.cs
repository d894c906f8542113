using System.Globalization;
using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;
using PastaGen.Training;

namespace PastaGen.Generator.Planning.Configuration;

/// <summary>Reads the sizes of an encoder from a config.json, and refuses one that the architecture cannot compute.</summary>
internal sealed class ConfigReader
{
    private readonly string path;
    private readonly JsonObject root;
    private readonly Anchor anchor;
    private readonly List<Complaint> complaints;

    private ConfigReader(string path, JsonObject root, Anchor anchor, List<Complaint> complaints) =>
        (this.path, this.root, this.anchor, this.complaints) = (path, root, anchor, complaints);

    /// <summary>The sizes; null, with complaints, where the file has none to give.</summary>
    public static Sizes? Read(ConfigText config, string path, ArchitectureSpec architecture, Anchor anchor, List<Complaint> complaints)
    {
        try
        {
            if (JsonReader.Read(config.Text) is JsonObject root) return new ConfigReader(path, root, anchor, complaints).Read(architecture);
            complaints.Add(new(ComplaintIds.UnreadableConfig, anchor, [path, "1", "1", "an object was expected"]));
        }
        catch (JsonMistakeException mistake)
        {
            complaints.Add(new(ComplaintIds.UnreadableConfig, anchor, [path, Place(mistake.Line), Place(mistake.Column), mistake.Message]));
        }
        return null;
    }

    private Sizes? Read(ArchitectureSpec architecture)
    {
        var before = complaints.Count;
        var layout = ConfigLayoutPlanner.Plan(architecture);
        Expect("model_type", isRequired: true, architecture.Type.Name, [Text(architecture.ModelType!)]);
        foreach (var requirement in layout.Requirements) Expect(requirement.Key, isRequired: false, architecture.Type.Name, requirement.Values);
        var activation = Key(layout, ConfigSetting.Activation);
        if (activation.Key.Length > 0) Expect(activation.Key, isRequired: false, "the feed-forward block", [.. ActivationNames.All.Select(Text)]);
        var sizes = new Sizes
        {
            HiddenSize = Number(layout, ConfigSetting.HiddenSize) ?? 0,
            LayerCount = Number(layout, ConfigSetting.LayerCount) ?? 0,
            HeadCount = Number(layout, ConfigSetting.HeadCount) ?? 0,
            IntermediateSize = Number(layout, ConfigSetting.IntermediateSize) ?? 0,
            VocabularySize = Number(layout, ConfigSetting.VocabularySize) ?? 0,
            PositionCount = Number(layout, ConfigSetting.PositionCount) ?? 0,
            TokenTypeCount = Number(layout, ConfigSetting.TokenTypeCount, least: ConfigLayoutPlanner.NeedsTokenTypes(architecture) ? 1 : 0) ?? 0,
            EmbeddingSize = Number(layout, ConfigSetting.EmbeddingSize, isRequired: false),
            HasDistances = root[ConfigLayoutPlanner.PositionEmbedding] is JsonText { Value: not ConfigLayoutPlanner.Absolute },
            LayerGroupCount = architecture.SharesLayers ? Number(layout, ConfigSetting.LayerGroupCount, isRequired: false) : null,
        };
        return complaints.Count == before ? sizes : null;
    }

    private static ConfigKeyPlan Key(ConfigLayoutPlan layout, ConfigSetting setting) =>
        layout.Keys.FirstOrDefault(key => key.Setting == setting) ?? new(setting, UsualConfigKeys.Of(setting), null);

    private void Expect(string key, bool isRequired, string who, EquatableArray<ConstantSpec> expected)
    {
        if (root[key] is not { } value)
        {
            if (isRequired) Unreadable(root, $"the key \"{key}\" is missing");
        }
        else if (value is not JsonText && expected.All(each => each.Kind == ConstantKind.Text))
            Unreadable(value, $"\"{key}\" is {value.Describe()}, and a text was expected");
        else if (expected.All(each => Spelled(each) != value.Describe()))
            complaints.Add(new(
                ComplaintIds.UnsuitableConfig, anchor,
                [path, Place(value.Line), Place(value.Column), key, value.Describe(), who, string.Join(", ", expected.Select(Spelled))]));
    }

    private static ConstantSpec Text(string text) => new(ConstantKind.Text, text, null);

    private static string Spelled(ConstantSpec value) => value.Kind == ConstantKind.Text ? $"\"{value.Text}\"" : value.Text;

    private int? Number(ConfigLayoutPlan layout, ConfigSetting setting, int least = 1, bool isRequired = true)
    {
        var (key, fallback) = (Key(layout, setting).Key, Key(layout, setting).Fallback);
        var value = key.Length == 0 ? null : root[key];
        if (value is null && fallback is not null) return int.Parse(fallback.Text, CultureInfo.InvariantCulture);
        if (value is null && !isRequired) return null;
        if (value is null) Unreadable(root, $"the key \"{key}\" is missing");
        else if (value is JsonNumber number
            && int.TryParse(number.Spelling, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= least)
            return size;
        else Unreadable(value, $"\"{key}\" is {value.Describe()}, and a whole number of {Place(least)} or more was expected");
        return null;
    }

    private void Unreadable(JsonValue value, string what) =>
        complaints.Add(new(ComplaintIds.UnreadableConfig, anchor, [path, Place(value.Line), Place(value.Column), what]));

    private static string Place(int number) => number.ToString(CultureInfo.InvariantCulture);
}
