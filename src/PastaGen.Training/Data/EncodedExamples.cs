using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>A data set, tokenized once: what every epoch and evaluation reads.</summary>
public sealed class EncodedExamples
{
    private EncodedExamples(Encoding[] rows, int[] labels, bool pairs)
    {
        Rows = rows;
        Labels = labels;
        HavePairs = pairs;
        Lengths = [.. rows.Select(row => row.Length)];
    }

    /// <summary>The rows, in the order of the data.</summary>
    public IReadOnlyList<Encoding> Rows { get; }

    /// <summary>Label ids, in the order of the data; empty where the data has none.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The rows' lengths in tokens.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>Whether there is a pair among the rows.</summary>
    public bool HavePairs { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Rows.Count;

    /// <summary>Number of rows that were cut to fit.</summary>
    public int CutRows => Rows.Count(row => row.CutTokens > 0);

    /// <summary>Number of rows of each label.</summary>
    /// <param name="labelCount">Number of labels.</param>
    public IReadOnlyList<long> LabelCounts(int labelCount)
    {
        var counts = new long[labelCount];
        foreach (var label in Labels) counts[label]++;
        return counts;
    }

    /// <summary>Tokenizes examples on all cores.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="source">The file they are from, for messages.</param>
    /// <param name="encoder">The tokenizer.</param>
    /// <param name="maxLength">The longest row in tokens.</param>
    /// <param name="labels">The labels; null where they are not needed.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <exception cref="BadInputException">There is no example, or one has a label that is not among the labels.</exception>
    public static EncodedExamples Encode(
        IReadOnlyList<Example> examples, string source, TextEncoder encoder, int maxLength, LabelSet? labels, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(encoder);
        if (examples.Count == 0) throw new BadInputException($"{source}: has no examples");
        int[] labelIds = labels is null ? [] : [.. examples.Select(example => labels.IdOf(example, source))];
        var rows = new Encoding[examples.Count];
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = cancellation }, row =>
            rows[row] = encoder.Encode(examples[row].Text, examples[row].Pair, maxLength));
        return new EncodedExamples(rows, labelIds, examples.Any(example => example.Pair is not null));
    }

    /// <summary>Makes a batch of some of the rows.</summary>
    /// <param name="rows">The rows' places.</param>
    /// <param name="collator">Pads them.</param>
    public TokenBatch Collate(int[] rows, BatchCollator collator)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(collator);
        return collator.Collate([.. rows.Select(row => Rows[row])], Labels.Count == 0 ? null : [.. rows.Select(row => Labels[row])]);
    }
}
