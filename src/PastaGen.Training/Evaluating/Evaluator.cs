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
    /// <param name="progress">Told after each batch how many rows were judged; null tells nobody.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="Text.BadInputException">A pair is given to a model that adapts the special tokens of single texts alone.</exception>
    public static Evaluation Evaluate(
        LoadedModel model, EncodedExamples examples, int batchSize = 32, Action<int>? progress = null, CancellationToken cancellation = default) =>
        Evaluate(model, examples, batchSize, int.MaxValue, progress, cancellation);

    /// <summary>Scores a model over the first batches, which are those of the longest rows.</summary>
    internal static Evaluation Evaluate(
        LoadedModel model, EncodedExamples examples, int batchSize, int mostBatches, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        AdaptedTokens.Require(model, examples.HavePairs);
        var judged = new List<JudgedRow>();
        var collator = new BatchCollator(model.Config, model.Device);
        var wasTraining = model.Model.training;
        model.Model.eval();
        try
        {
            using var _ = no_grad();
            foreach (var rows in Batching.Sequential(examples.Lengths, batchSize).Take(mostBatches))
            {
                cancellation.ThrowIfCancellationRequested();
                Judge(model, examples, rows, collator, judged);
                progress?.Invoke(judged.Count);
            }
        }
        finally
        {
            model.Model.train(wasTraining);
        }
        return Scores(model, examples, judged);
    }

    private static Evaluation Scores(LoadedModel model, EncodedExamples examples, List<JudgedRow> judged)
    {
        var metrics = new ClassificationMetrics(model.Labels.Count);
        foreach (var row in judged) metrics.Add(examples.Labels[row.Row], row.Predicted, row.Loss);
        // In the order of the data, so that the draws do not hang on the batches.
        var intervals = ScoreInterval.Of(
            [.. judged.OrderBy(row => row.Row).Select(row => (examples.Labels[row.Row], row.Predicted, row.Loss))], model.Labels.Count);
        return new Evaluation(metrics.Scores(), judged.Count, examples.CutRows, intervals);
    }

    private static void Judge(LoadedModel model, EncodedExamples examples, int[] rows, BatchCollator collator, List<JudgedRow> judged)
    {
        using var scope = NewDisposeScope();
        using var batch = examples.Collate(rows, collator);
        using var output = model.Model.forward(batch);
        var logits = output.Logits!.to(ScalarType.Float32);
        // Only these numbers leave the device, so that a large data set costs no memory.
        var losses = model.Model.ItemLosses(logits, batch.Labels!, default).cpu().data<float>().ToArray();
        var predicted = logits.argmax(1).cpu().data<long>().ToArray();
        for (var row = 0; row < rows.Length; row++)
            judged.Add(new JudgedRow(rows[row], (int)predicted[row], losses[row]));
    }
}
