namespace PastaGen.Text.Data;

/// <summary>
/// A public data set whose files are laid out in a way of their own: the one place that says where its texts and labels stand. Columns
/// are found by the names in the file's header, so that training and test files, which have fewer columns, are read alike.
/// </summary>
public sealed record DataTask
{
    private DataTask(string name, string text, string? pair, string? label, params string[] labels)
    {
        (Name, TextColumn, PairColumn, LabelColumn, Labels) = (name, text, pair, label, labels);
    }

    /// <summary>The name on a command line.</summary>
    public string Name { get; }

    /// <summary>The labels in the order of their ids, which some of the files hold in the names' place; empty where they are numbers or open.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>What the labels are.</summary>
    public TargetKind Target { get; private init; }

    internal string TextColumn { get; }

    internal string? PairColumn { get; }

    /// <summary>The label's column; null where no file of the data set has labels.</summary>
    internal string? LabelColumn { get; }

    /// <summary>The columns of files that begin without a header; null where each file has one.</summary>
    internal IReadOnlyList<string>? WithoutHeader { get; private init; }

    /// <summary>Whether rows with too few columns are known damage of the public files, to be left out.</summary>
    internal bool HasDamagedRows { get; private init; }

    /// <summary>Where a row is a label, a space and a text: how much of the label counts; null where rows have columns.</summary>
    internal LeadingLabel? LeadingLabel { get; private init; }

    /// <summary>The data sets: those of GLUE (Wang and others 2018) in the layout of its files, and TREC's questions by their coarse and fine labels.</summary>
    public static IReadOnlyList<DataTask> All { get; } =
    [
        new("cola", "sentence", null, "label", "unacceptable", "acceptable") { WithoutHeader = ["source", "label", "mark", "sentence"] },
        new("sst2", "sentence", null, "label", "negative", "positive"),
        new("mrpc", "#1 String", "#2 String", "Quality", "not_equivalent", "equivalent"),
        new("qqp", "question1", "question2", "is_duplicate", "not_duplicate", "duplicate") { HasDamagedRows = true },
        new("stsb", "sentence1", "sentence2", "score") { Target = TargetKind.Number },
        new("mnli", "sentence1", "sentence2", "gold_label", "entailment", "neutral", "contradiction"),
        new("qnli", "question", "sentence", "label", "entailment", "not_entailment"),
        new("rte", "sentence1", "sentence2", "label", "entailment", "not_entailment"),
        new("wnli", "sentence1", "sentence2", "label", "not_entailment", "entailment"),
        new("ax", "sentence1", "sentence2", null),
        new("trec", "question", null, "label") { LeadingLabel = Data.LeadingLabel.Coarse },
        new("trec-fine", "question", null, "label") { LeadingLabel = Data.LeadingLabel.Fine },
    ];

    /// <summary>The data set of a name.</summary>
    /// <exception cref="BadInputException">There is none of that name.</exception>
    public static DataTask Named(string name) => All.FirstOrDefault(task => task.Name == name)
        ?? throw new BadInputException($"there is no task \"{name}\"; expected one of {string.Join(", ", All.Select(task => task.Name))}");
}

/// <summary>How much of a label such as <c>NUM:date</c> counts.</summary>
internal enum LeadingLabel
{
    /// <summary>What stands before the colon.</summary>
    Coarse,

    /// <summary>All of it.</summary>
    Fine,
}
