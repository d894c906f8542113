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
        Evaluate(model, examples, batchSize, int.MaxValue, Ranks.Alone, progress, cancellation);

    /// <summary>
    /// Scores a model over the first batches, which are those of the longest rows. Each process judges its share of the batches; the
    /// batches and so the scores are those of one process.
    /// </summary>
    internal static Evaluation Evaluate(
        LoadedModel model, EncodedExamples examples, int batchSize, int mostBatches, Ranks ranks, Action<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        var task = HeadTask.Of(model.Facts);
        AdaptedTokens.Require(model, examples.HavePairs);
        int[][] batches = [.. Batching.Sequential(examples.Lengths, batchSize).Take(mostBatches)];
        var collator = new BatchCollator(model);
        var wasTraining = model.Model.training;
        model.Model.eval();
        try
        {
            using var _ = no_grad();
            var judged = new List<JudgedRow>();
            foreach (var rows in ranks.Share(batches))
            {
                if (cancellation.IsCancellationRequested) break;
                Judge(model, task, examples, rows, collator, judged);
                progress?.Invoke(judged.Count);
            }
            var mine = cancellation.IsCancellationRequested ? null : JudgedRow.ToBytes(judged);
            var all = ranks.Gather(mine) ?? throw new OperationCanceledException(cancellation);
            return Scores(model, task, examples, batches, all);
        }
        finally
        {
            model.Model.train(wasTraining);
        }
    }

    // In the order of the batches, whoever judged them, so that sums are added up as one process adds them.
    private static Evaluation Scores(LoadedModel model, HeadTask task, EncodedExamples examples, int[][] batches, byte[][] all)
    {
        var judged = new JudgedRow?[examples.Count];
        foreach (var row in all.SelectMany(JudgedRow.FromBytes))
        {
            if (judged[row.Row] is not null) throw new InvalidOperationException($"row {row.Row} was judged twice");
            judged[row.Row] = row;
        }
        JudgedRow[] inOrder = [.. batches.SelectMany(rows => rows).Select(row => judged[row] ?? throw new InvalidOperationException($"row {row} was not judged"))];
        var (scores, intervals) = task.Score(model.Labels, examples, inOrder);
        return new Evaluation(scores, inOrder.Length, examples.CutRows, intervals) { LostWords = examples.LostWords, OnlyLabel = task.OnlyLabel(model.Labels, examples, inOrder) };
    }

    private static void Judge(LoadedModel model, HeadTask task, EncodedExamples examples, int[] rows, BatchCollator collator, List<JudgedRow> judged)
    {
        using var scope = NewDisposeScope();
        using var batch = examples.Collate(rows, collator);
        using var output = model.Model.Compute(batch);
        var logits = output.Logits!.to(ScalarType.Float32);
        // Only these numbers leave the device, so that a large data set costs no memory.
        var losses = model.Model.ItemLosses(logits, batch.Labels!, default).cpu().data<float>().ToArray();
        judged.AddRange(task.Judge(logits.cpu(), losses, examples, rows));
    }
}
