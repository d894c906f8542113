using System.Text.Json;

namespace PastaGen.Text.Data;

/// <summary>Rows that are JSON objects. Other keys than those of text, pair, label, words and tags are not read.</summary>
/// <param name="options">How rows are to be read.</param>
internal sealed class JsonExample(DataOptions options)
{
    /// <summary>What a row holds, for messages.</summary>
    public string Expected { get; } = options.Target switch
    {
        TargetKind.Tags => "objects with \"words\" and \"tags\"",
        TargetKind.Classes => "objects with \"text\" (or \"sentence\"), \"pair\" where there are two texts, and \"labels\", a list",
        _ => "objects with \"text\" (or \"sentence\"), \"pair\" where there are two texts, and \"label\"",
    };

    /// <summary>The example of an object.</summary>
    /// <param name="row">The object.</param>
    /// <param name="number">Its line.</param>
    /// <exception cref="BadInputException">It does not fit.</exception>
    public Example Read(JsonLine row, int number)
    {
        if (options.Target == TargetKind.Tags) return Tagged(row, number);
        var text = options.TextColumn is { } name
            ? row.Text(name) ?? throw row.Wrong($"expected a \"{name}\"; found none")
            : row.Text("text") ?? row.Text("sentence") ?? throw row.Wrong("expected a \"text\" or \"sentence\"; found neither");
        return new Example(text, row.Text(options.PairColumn ?? "pair"), options.Labeled ? TargetOf(row) : null, number);
    }

    private Target TargetOf(JsonLine row)
    {
        if (options.Target == TargetKind.Classes) return Classes(row);
        var name = options.LabelColumn ?? "label";
        var label = row.Kind(name) == JsonValueKind.Number ? row.Number(name) : row.Text(name);
        return TargetReader.Read(label ?? throw row.Wrong($"expected a \"{name}\"; found none"), options.Target, row.Place);
    }

    private ClassesTarget Classes(JsonLine row)
    {
        var name = options.LabelColumn ?? (row.Kind("labels") == JsonValueKind.Null ? "label" : "labels");
        return new ClassesTarget(row.Texts(name) ?? throw row.Wrong($"expected \"{options.LabelColumn ?? "labels"}\", a list; found none"));
    }

    // The Python library's data sets have tokens and ner_tags.
    private Example Tagged(JsonLine row, int number)
    {
        var words = row.Texts(options.TextColumn ?? Present(row, "words", "tokens"));
        if (words is null && !options.Labeled && row.Text("text") is { } text) return Example.OfWords(Example.SplitWords(text), null, number);
        if (words is null) throw row.Wrong("expected \"words\", a list; found none");
        if (!options.Labeled) return Example.OfWords(words, null, number);
        var name = options.LabelColumn ?? Present(row, "tags", "ner_tags");
        var tags = row.Texts(name) ?? throw row.Wrong($"expected \"{name}\", a list with a tag for each word; found none");
        return tags.Length == words.Length
            ? Example.OfWords(words, TagSequences.Begun(tags), number)
            : throw row.Wrong($"expected a tag for each of {words.Length} words; found {tags.Length}");
    }

    private static string Present(JsonLine row, string usual, string other) => row.Kind(usual) == JsonValueKind.Null && row.Kind(other) != JsonValueKind.Null ? other : usual;
}
