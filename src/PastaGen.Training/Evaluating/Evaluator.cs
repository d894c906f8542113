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
        LoadedModel model, EncodedExamples examples, int batchSize = 32, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        AdaptedTokens.Require(model, examples.HavePairs);
        var metrics = new ClassificationMetrics(model.Labels.Count);
        var collator = new BatchCollator(model.Config, model.Device);
        var wasTraining = model.Model.training;
        model.Model.eval();
        try
        {
            using var _ = no_grad();
            foreach (var rows in Batching.Sequential(examples.Lengths, batchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                AddBatch(model, examples, rows, collator, metrics);
            }
        }
        finally
        {
            model.Model.train(wasTraining);
        }
        return metrics.Scores();
    }

    private static void AddBatch(LoadedModel model, EncodedExamples examples, int[] rows, BatchCollator collator, ClassificationMetrics metrics)
    {
        using var scope = NewDisposeScope();
        using var batch = examples.Collate(rows, collator);
        using var output = model.Model.Compute(batch);
        var logits = output.Logits!.to(ScalarType.Float32);
        // Only these numbers leave the device, so that a large data set costs no memory.
        var loss = model.Model.Loss(logits, batch.Labels!).item<float>();
        var predicted = logits.argmax(1).cpu().data<long>().ToArray();
        for (var row = 0; row < rows.Length; row++)
            metrics.Add(examples.Labels[rows[row]], (int)predicted[row], loss);
    }
}
