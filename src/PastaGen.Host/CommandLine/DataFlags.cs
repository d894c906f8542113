using System.CommandLine;
using PastaGen.Text.Data;

namespace PastaGen.Host.CommandLine;

/// <summary>How a verb's data files are to be read.</summary>
internal sealed class DataFlags
{
    private readonly Option<string> task = Given.Choice("--task", "The public data set that the files belong to, which says their columns", [.. DataTask.All.Select(task => task.Name)]);
    private readonly Option<string> format = Given.Choice("--format", "How rows are written, where the file's extension does not say it", [.. Spelling.Formats.Keys]);
    private readonly Option<string> encoding = Given.Choice("--encoding", "How bytes are read as characters (utf8)", [.. Spelling.Encodings.Keys]);
    private readonly Option<string> text = Column("--text-column-name", "The column or key of the text; text or sentence if absent.");
    private readonly Option<string> pair = Column("--pair-column-name", "The column or key of the second text; pair if absent.");
    private readonly Option<string> label = Column("--label-column-name", "The column or key of the label; label if absent.");

    /// <summary>All of them, in the order in which help lists them.</summary>
    internal IEnumerable<Option> All => [task, format, encoding, text, pair, label];

    /// <summary>Which parts of a file hold its rows, where it is one JSON document.</summary>
    /// <param name="name">The option's name: that of the file's option with <c>-split</c>.</param>
    internal static Option<string> Splits(string name) => new(name)
    {
        Description = "The parts of a JSON document that hold the rows, such as train, data.train or train,oos_train.",
        HelpName = "NAMES",
    };

    /// <summary>The parts that an option names; none where it is absent.</summary>
    internal static IReadOnlyList<string> Read(ParseResult given, Option<string> splits) => given.GetValue(splits)?.Split(',') ?? [];

    /// <summary>The public data set that a command line names; null where it names none.</summary>
    internal DataTask? Task(ParseResult given) => given.GetValue(task) is { } name ? DataTask.Named(name) : null;

    /// <summary>How the files are to be read.</summary>
    internal DataOptions Read(ParseResult given, TargetKind target) => new()
    {
        Target = target,
        Task = Task(given),
        Format = given.GetValue(format) is { } written ? Spelling.Formats[written] : null,
        Encoding = given.GetValue(encoding) is { } bytes ? Spelling.Encodings[bytes] : FileEncoding.Utf8,
        TextColumn = given.GetValue(text),
        PairColumn = given.GetValue(pair),
        LabelColumn = given.GetValue(label),
    };

    private static Option<string> Column(string name, string description) => new(name) { Description = description, HelpName = "NAME" };
}
