using PastaGen.Text;
using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>Answers texts as its model's head does. Rows of like length are computed together; answers come in the order of the questions.</summary>
public sealed class Predictor
{
    // Enough batches at a time that rows of like length meet, few enough that answers keep coming.
    private const int BatchesAtATime = 16;

    private readonly LoadedModel model;
    private readonly int? maxLength;
    private readonly int batchSize;
    private readonly BatchCollator collator;
    private readonly HeadTask? task;   // null where the answers are features

    /// <summary>A predictor over a model.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="maxLength">The longest row in tokens; null means as many as the encoder reads.</param>
    /// <param name="batchSize">Rows per batch.</param>
    /// <exception cref="BadInputException">The model has no head, or one without labels.</exception>
    public Predictor(LoadedModel model, int? maxLength = null, int batchSize = 32)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (model.Labels.Count == 0 && !model.Facts.GivesFeatures)
            throw new BadInputException($"{model.Facts.Name} was loaded without labels and cannot predict; load a delta, or train one");
        task = model.Facts.GivesFeatures ? null : HeadTask.Of(model.Facts);
        this.model = model;
        this.maxLength = maxLength;
        this.batchSize = batchSize;
        collator = new BatchCollator(model);
    }

    /// <summary>Predicts one text, or one pair.</summary>
    /// <param name="text">The text, or the first of the two.</param>
    /// <param name="pair">The second text; null where there is one.</param>
    public Prediction Predict(string text, string? pair = null) => Predict([new Example(text, pair, null, 1)]).Single();

    /// <summary>Predicts many texts, read and answered a part at a time.</summary>
    /// <param name="examples">The texts; labels are not looked at.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>A prediction for each text, in their order.</returns>
    /// <exception cref="BadInputException">A pair is given to a model that adapts the special tokens of single texts alone.</exception>
    public IEnumerable<Prediction> Predict(IEnumerable<Example> examples, CancellationToken cancellation = default) =>
        task is { Target: TargetKind.Class }
            ? Answer(examples, cancellation).Cast<Prediction>()
            : throw new BadInputException($"{model.Facts.Name} has a {model.Facts.Head} head, which does not choose one label of a text; ask for its answers");

    /// <summary>Answers many rows, read and answered a part at a time; the kind of the answers is said by the model's head.</summary>
    /// <param name="examples">The rows; targets are not looked at.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>An answer to each row, in their order.</returns>
    /// <exception cref="BadInputException">A pair is given to a model that adapts the special tokens of single texts alone.</exception>
    public IEnumerable<Answer> Answer(IEnumerable<Example> examples, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        return examples.Chunk(batchSize * BatchesAtATime).SelectMany(part => AnswerPart(part, cancellation));
    }

    private Answer[] AnswerPart(Example[] part, CancellationToken cancellation)
    {
        var pairs = part.Any(example => example.Pair is not null);
        AdaptedTokens.Require(model, pairs);
        var longest = RowLength.Of(maxLength, model, pairs);
        var encoded = EncodedExamples.Encode(part, "the texts", model.Text, longest, task, labels: null, cancellation);
        var answers = new Answer[part.Length];
        using var _ = no_grad();
        model.Model.eval();
        foreach (var rows in Batching.Sequential(encoded.Lengths, batchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            AnswerBatch(encoded, rows, answers);
        }
        return answers;
    }

    private void AnswerBatch(EncodedExamples encoded, int[] rows, Answer[] answers)
    {
        using var scope = NewDisposeScope();
        using var batch = encoded.Collate(rows, collator);
        using var output = model.Model.Compute(batch);
        var logits = output.Logits!.to(ScalarType.Float32);
        var found = task is null ? Features(logits) : task.Answer(logits, model.Labels, [.. rows.Select(row => encoded.Rows[row])]);
        foreach (var (row, answer) in rows.Zip(found)) answers[row] = answer;
    }

    private static IEnumerable<Answer> Features(Tensor vectors) =>
        vectors.cpu().data<float>().ToArray().Chunk((int)vectors.shape[1]).Select(values => new FeaturesAnswer(values));
}
