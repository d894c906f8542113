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

    /// <summary>Reads two files.</summary>
    /// <param name="train">The file to learn from.</param>
    /// <param name="dev">The file to judge by.</param>
    /// <param name="format">How rows are written; null tells it from each file.</param>
    /// <param name="limit">At most this many rows to learn from; null reads all.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <exception cref="BadInputException">A file cannot be read, is empty, or holds a row that does not fit.</exception>
    public static TrainingData Read(string train, string dev, DataFormat? format = null, int? limit = null, CancellationToken cancellation = default)
    {
        return new(All(DataFile.Read(train, format, limit)), All(DataFile.Read(dev, format))) { TrainSource = train, DevSource = dev };

        List<Example> All(IEnumerable<Example> rows)
        {
            var read = new List<Example>();
            foreach (var row in rows)
            {
                cancellation.ThrowIfCancellationRequested();
                read.Add(row);
            }
            return read;
        }
    }
}
