using System.Globalization;
using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Configuration;

/// <summary>Reads the sizes of an encoder from a config.json, and refuses one that the architecture cannot compute.</summary>
internal sealed class ConfigReader
{
    private static readonly string[] Activations = ["gelu", "gelu_new", "gelu_pytorch_tanh", "relu", "silu", "swish", "tanh"];

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
        Expect("model_type", isRequired: true, architecture.Type.Name, architecture.ModelType!);
        Expect("position_embedding_type", isRequired: false, architecture.Type.Name, "absolute");
        Expect("hidden_act", isRequired: true, "the feed-forward block", Activations);
        var sizes = new Sizes
        {
            HiddenSize = Number("hidden_size"),
            LayerCount = Number("num_hidden_layers"),
            HeadCount = Number("num_attention_heads"),
            IntermediateSize = Number("intermediate_size"),
            VocabularySize = Number("vocab_size"),
            PositionCount = Number("max_position_embeddings"),
            TokenTypeCount = Number("type_vocab_size"),
        };
        return complaints.Count == before ? sizes : null;
    }

    private void Expect(string key, bool isRequired, string who, params string[] expected)
    {
        if (root[key] is not { } value)
        {
            if (isRequired) Unreadable(root, $"the key \"{key}\" is missing");
        }
        else if (value is not JsonText text) Unreadable(value, $"\"{key}\" is {value.Describe()}, and a text was expected");
        else if (!expected.Contains(text.Value))
            complaints.Add(new(
                ComplaintIds.UnsuitableConfig, anchor,
                [path, Place(value.Line), Place(value.Column), key, text.Describe(), who, string.Join(", ", expected.Select(each => $"\"{each}\""))]));
    }

    private int Number(string key)
    {
        var value = root[key];
        if (value is null) Unreadable(root, $"the key \"{key}\" is missing");
        else if (value is JsonNumber number
            && int.TryParse(number.Spelling, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0)
            return size;
        else Unreadable(value, $"\"{key}\" is {value.Describe()}, and a whole number of 1 or more was expected");
        return 0;
    }

    private void Unreadable(JsonValue value, string what) =>
        complaints.Add(new(ComplaintIds.UnreadableConfig, anchor, [path, Place(value.Line), Place(value.Column), what]));

    private static string Place(int number) => number.ToString(CultureInfo.InvariantCulture);
}
