using PastaGen.Text.Corpora;
using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// Judges a model on held-out passages, whose masks are the same each time: the mean loss of masked tokens, the part of them whose token
/// has the highest score, and with a teacher the mean cosine.
/// </summary>
/// <param name="model">The model; in evaluation mode while it is judged.</param>
/// <param name="collator">Masks the passages.</param>
/// <param name="corpus">The held-out text.</param>
/// <param name="options">Tokens of a batch, and the seed of the masks.</param>
/// <param name="teacher">What the teacher says of the passages and the loss that compares it; null where there is none.</param>
internal sealed class PassageJudge(
    TaskModel model, PassageCollator collator, Corpus corpus, PretrainingOptions options, (TeacherTargets Targets, TeacherLoss Loss)? teacher)
{
    private readonly IReadOnlyList<int[]> batches = Batching.Sequential(corpus.RowLengths, Math.Max(1, options.BatchTokens / Math.Max(1, corpus.RowLengths.Max())));

    /// <summary>Judges.</summary>
    /// <param name="progress">Told after each batch how many passages were judged.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>The scores by name.</returns>
    public IReadOnlyDictionary<string, double> Judge(Action<int> progress, CancellationToken cancellation)
    {
        double loss = 0, cosines = 0;
        long right = 0, masked = 0, judged = 0, compared = 0;
        var wasTraining = model.training;
        model.eval();
        try
        {
            using var untracked = no_grad();
            foreach (var passages in batches)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                using var batch = collator.Collate(corpus, passages, options.Seed, epoch: -1, teacher?.Targets);
                using var output = model.Compute(batch);
                var scores = output.Logits!.to(ScalarType.Float32);
                loss += model.ItemLosses(scores, batch.Labels!, default).sum(ScalarType.Float64).item<double>();
                right += scores.argmax(1).eq(batch.Labels!).sum().item<long>();
                masked += batch.Labels!.shape[0];
                judged += passages.Length;
                if (teacher is { } given)
                {
                    cosines += given.Loss.Cosines(batch).sum(ScalarType.Float64).item<double>();
                    compared += given.Loss.CountRows(batch);
                }
                progress((int)judged);
            }
        }
        finally
        {
            model.train(wasTraining);
        }
        var found = new Dictionary<string, double> { ["loss"] = loss / masked, ["accuracy"] = (double)right / masked };
        if (teacher is not null) found["teacher_cosine"] = cosines / Math.Max(1, compared);
        return found;
    }
}
