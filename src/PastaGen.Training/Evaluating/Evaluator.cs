using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>Scores a model on labeled data. Dropout is off while it runs, and afterwards as it was.</summary>
public static class Evaluator
{
    /// <summary>Scores a model over all rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">The labeled rows.</param>
    /// <param name="batchSize">Rows per batch.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>Scores by <see cref="Metric"/>'s names; the loss is a mean over rows, not over batches.</returns>
    /// <exception cref="Text.BadInputException">A pair is given to a model that adapts the special tokens of single texts alone.</exception>
    public static IReadOnlyDictionary<string, double> Evaluate(
        LoadedModel model, EncodedExamples examples, int batchSize = 32, CancellationToken cancellation = default) =>
        Evaluate(model, examples, batchSize, Ranks.Alone, cancellation);

    /// <summary>Scores a model over all rows, each process its share of the batches; the batches and so the scores are those of one process.</summary>
    internal static IReadOnlyDictionary<string, double> Evaluate(
        LoadedModel model, EncodedExamples examples, int batchSize, Ranks ranks, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        AdaptedTokens.Require(model, examples.HavePairs);
        var batches = Batching.Sequential(examples.Lengths, batchSize);
        var collator = new BatchCollator(model.Config, model.Device);
        var wasTraining = model.Model.training;
        model.Model.eval();
        try
        {
            using var _ = no_grad();
            var judged = new List<JudgedRow>();
            foreach (var rows in ranks.Share(batches))
            {
                if (cancellation.IsCancellationRequested) break;
                Judge(model, examples, rows, collator, judged);
            }
            var mine = cancellation.IsCancellationRequested ? null : JudgedRow.ToBytes(judged);
            var all = ranks.Gather(mine) ?? throw new OperationCanceledException(cancellation);
            return Scores(model, examples, batches, all);
        }
        finally
        {
            model.Model.train(wasTraining);
        }
    }

    // In the order of the batches, whoever judged them, so that sums are added up as one process adds them.
    private static IReadOnlyDictionary<string, double> Scores(LoadedModel model, EncodedExamples examples, IReadOnlyList<int[]> batches, byte[][] all)
    {
        var judged = new JudgedRow?[examples.Count];
        foreach (var row in all.SelectMany(JudgedRow.FromBytes))
        {
            if (judged[row.Row] is not null) throw new InvalidOperationException($"row {row.Row} was judged twice");
            judged[row.Row] = row;
        }
        var metrics = new ClassificationMetrics(model.Labels.Count);
        foreach (var row in batches.SelectMany(rows => rows))
        {
            var (_, predicted, loss) = judged[row] ?? throw new InvalidOperationException($"row {row} was not judged");
            metrics.Add(examples.Labels[row], predicted, loss);
        }
        return metrics.Scores();
    }

    private static void Judge(LoadedModel model, EncodedExamples examples, int[] rows, BatchCollator collator, List<JudgedRow> judged)
    {
        using var scope = NewDisposeScope();
        using var batch = examples.Collate(rows, collator);
        using var output = model.Model.Compute(batch);
        var logits = output.Logits!.to(ScalarType.Float32);
        // Only these numbers leave the device, so that a large data set costs no memory.
        var loss = model.Model.Loss(logits, batch.Labels!).item<float>();
        var predicted = logits.argmax(1).cpu().data<long>().ToArray();
        for (var row = 0; row < rows.Length; row++)
            judged.Add(new JudgedRow(rows[row], (int)predicted[row], loss));
    }
}
