using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>What a run learns from and is judged by.</summary>
/// <param name="Train">The examples to learn from.</param>
/// <param name="Dev">The examples that each epoch is judged by.</param>
public sealed record TrainingData(IReadOnlyList<Example> Train, IReadOnlyList<Example> Dev)
{
    /// <summary>Where the training examples are from, for messages.</summary>
    public string TrainSource { get; init; } = "the training data";

    /// <summary>Where the development examples are from, for messages.</summary>
    public string DevSource { get; init; } = "the development data";

    /// <summary>Names of the labels in id order; null takes those that occur in the training data.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>What is odd about the files without being wrong, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Reads two files.</summary>
    /// <param name="train">The file to learn from.</param>
    /// <param name="dev">The file to judge by.</param>
    /// <param name="options">How the files are to be read; a limit holds for the rows to learn from. Null reads UTF-8 with one label a row.</param>
    /// <param name="devSplits">Parts of the second file, where it is a JSON document; null takes those of <paramref name="options"/>.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <exception cref="BadInputException">A file cannot be read, is empty, or holds a row that does not fit.</exception>
    public static TrainingData Read(
        string train, string dev, DataOptions? options = null, IReadOnlyList<string>? devSplits = null, CancellationToken cancellation = default)
    {
        var notes = new List<string>();
        options = (options ?? new DataOptions()) with { Note = notes.Add };
        var forDev = options with { Limit = null, Splits = devSplits ?? options.Splits };
        return new(All(train, options), All(dev, forDev))
        {
            TrainSource = train,
            DevSource = dev,
            Labels = options.Task is { Labels.Count: > 0 } task ? task.Labels : null,
            Notes = notes,
        };

        List<Example> All(string path, DataOptions of)
        {
            var read = new List<Example>();
            foreach (var row in DataFile.Read(path, of))
            {
                cancellation.ThrowIfCancellationRequested();
                read.Add(row);
            }
            return read;
        }
    }
}
