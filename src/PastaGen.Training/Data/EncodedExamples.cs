using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>A data set, tokenized once: what every epoch and evaluation reads.</summary>
public sealed class EncodedExamples
{
    private EncodedExamples(Encoding[] rows, EncodedTargets? targets, bool pairs)
    {
        Rows = rows;
        Targets = targets;
        HavePairs = pairs;
        Lengths = [.. rows.Select(row => row.Length)];
    }

    /// <summary>The rows, in the order of the data.</summary>
    public IReadOnlyList<Encoding> Rows { get; }

    /// <summary>What is to be answered to the rows; null where the data does not say it.</summary>
    internal EncodedTargets? Targets { get; }

    /// <summary>The rows' lengths in tokens.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>Whether there is a pair among the rows.</summary>
    public bool HavePairs { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Rows.Count;

    /// <summary>Number of rows that were cut to fit.</summary>
    public int CutRows => Rows.Count(row => row.CutTokens > 0);

    /// <summary>Words that were cut with their rows, or that the tokenizer makes nothing of; 0 where rows are texts.</summary>
    public WordLosses LostWords => new(Rows.Sum(row => row.CutWords), Rows.Sum(row => row.WordsWithoutToken), Rows.Sum(row => row.WordCount));

    /// <summary>Tokenizes examples on all cores.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="source">The file they are from, for messages.</param>
    /// <param name="encoder">The tokenizer.</param>
    /// <param name="maxLength">The longest row in tokens.</param>
    /// <param name="labels">The labels; null where they are not needed.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <exception cref="BadInputException">There is no example, or one has a label that is not among the labels.</exception>
    public static EncodedExamples Encode(
        IReadOnlyList<Example> examples, string source, TextEncoder encoder, int maxLength, LabelSet? labels, CancellationToken cancellation = default) =>
        Encode(examples, source, encoder, maxLength, new ClassTask(), labels, cancellation);

    /// <summary>Tokenizes examples of the kind that a model answers, labels by its names, on all cores.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="source">The file they are from, for messages.</param>
    /// <param name="model">The model.</param>
    /// <param name="maxLength">The longest row in tokens.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <exception cref="BadInputException">There is no example, or one has a label that is not among the model's.</exception>
    public static EncodedExamples Encode(IReadOnlyList<Example> examples, string source, LoadedModel model, int maxLength, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Encode(examples, source, model.Text, maxLength, HeadTask.Of(model.Facts), new LabelSet(model.Labels), cancellation);
    }

    /// <summary>Tokenizes examples of any task on all cores.</summary>
    internal static EncodedExamples Encode(
        IReadOnlyList<Example> examples, string source, TextEncoder encoder, int maxLength, HeadTask? task, LabelSet? labels, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(encoder);
        if (examples.Count == 0) throw new BadInputException($"{source}: has no examples");
        var rows = new Encoding[examples.Count];
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = cancellation }, row =>
            rows[row] = examples[row].Words is { } words ? encoder.EncodeWords(words, maxLength) : encoder.Encode(examples[row].Text, examples[row].Pair, maxLength));
        return new EncodedExamples(rows, labels is null ? null : task!.Encode(examples, rows, labels, source), examples.Any(example => example.Pair is not null));
    }

    /// <summary>Makes a batch of some of the rows.</summary>
    /// <param name="rows">The rows' places.</param>
    /// <param name="collator">Pads them.</param>
    public TokenBatch Collate(int[] rows, BatchCollator collator)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(collator);
        return collator.Collate([.. rows.Select(row => Rows[row])], Targets is null ? null : columns => Targets.Of(rows, columns));
    }
}
