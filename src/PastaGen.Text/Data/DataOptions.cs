namespace PastaGen.Text.Data;

/// <summary>How a data file is to be read.</summary>
public sealed record DataOptions
{
    /// <summary>What the labels are.</summary>
    public TargetKind Target { get; init; }

    /// <summary>A public data set whose columns are known; null tells the columns from the file.</summary>
    public DataTask? Task { get; init; }

    /// <summary>How rows are written; null tells it from the extension.</summary>
    public DataFormat? Format { get; init; }

    /// <summary>How bytes are read as characters.</summary>
    public FileEncoding Encoding { get; init; }

    /// <summary>Parts of a JSON document that hold the rows, by their paths, such as <c>train</c> or <c>data.train</c>; they follow one another.</summary>
    public IReadOnlyList<string> Splits { get; init; } = [];

    /// <summary>The name of the text's column or key; null takes <c>text</c> or <c>sentence</c>.</summary>
    public string? TextColumn { get; init; }

    /// <summary>The name of the second text's column or key; null takes <c>pair</c>.</summary>
    public string? PairColumn { get; init; }

    /// <summary>The name of the label's column or key; null takes <c>label</c>.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>Whether every row must have a label, as training and evaluation need; else labels are not looked at.</summary>
    public bool Labeled { get; init; } = true;

    /// <summary>At most this many examples; the rest of the file is not looked at. Null reads all.</summary>
    public int? Limit { get; init; }

    /// <summary>Told of what is odd about the file without being wrong, a sentence each; null tells nobody.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Whether columns are named.</summary>
    internal bool NamesColumns => (TextColumn ?? PairColumn ?? LabelColumn) is not null;
}
