using PastaGen.Text;
using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>One of several labels a row.</summary>
internal sealed class ClassTask : HeadTask<JudgedClass>
{
    /// <inheritdoc/>
    public override TargetKind Target => TargetKind.Class;

    /// <inheritdoc/>
    public override Metric UsualMetric(IReadOnlyList<string> labels) => Metric.Accuracy;

    /// <inheritdoc/>
    public override bool ChoosesLabel => true;

    /// <inheritdoc/>
    public override EncodedTargets Encode(IReadOnlyList<Example> examples, IReadOnlyList<Encoding> rows, LabelSet labels, string source) =>
        new Targets([.. examples.Select(example => labels.IdOf(example, source))]);

    /// <inheritdoc/>
    public override IEnumerable<JudgedRow> Judge(Tensor logits, float[] losses, EncodedExamples examples, int[] rows)
    {
        var predicted = logits.argmax(1).data<long>().ToArray();
        return rows.Select((row, place) => new JudgedRow(row, losses[place], [predicted[place]]));
    }

    /// <inheritdoc/>
    public override IEnumerable<Answer> Answer(Tensor logits, IReadOnlyList<string> labels, IReadOnlyList<Encoding> rows)
    {
        var probabilities = nn.functional.softmax(logits, 1).cpu().data<float>().ToArray();
        return probabilities.Chunk(labels.Count).Select(ofRow =>
        {
            // Where the maximum is no number it is nowhere.
            var best = Math.Max(Array.IndexOf(ofRow, ofRow.Max()), 0);
            return new Prediction(labels[best], best, ofRow);
        });
    }

    /// <inheritdoc/>
    public override string? OnlyLabel(IReadOnlyList<string> labels, EncodedExamples examples, IReadOnlyList<JudgedRow> judged) =>
        OnlyLabel(labels, [.. judged.Select(row => row.Answers[0])], judged.Select(row => (long)((Targets)examples.Targets!).Ids[row.Row]));

    /// <inheritdoc/>
    public override double? LossOfGuessing(int labels) => Math.Log(labels);

    /// <inheritdoc/>
    protected override IMetrics<JudgedClass> NewMetrics(IReadOnlyList<string> labels) => new ClassificationMetrics(labels.Count);

    /// <inheritdoc/>
    protected override IEnumerable<JudgedClass> Rows(IReadOnlyList<string> labels, EncodedExamples examples, IReadOnlyList<JudgedRow> judged)
    {
        var ids = ((Targets)examples.Targets!).Ids;
        return judged.Select(row => new JudgedClass(ids[row.Row], (int)row.Answers[0], row.Loss));
    }

    private sealed class Targets(int[] ids) : EncodedTargets
    {
        public int[] Ids { get; } = ids;

        public override IReadOnlyList<long> LabelCounts(int labelCount)
        {
            var counts = new long[labelCount];
            foreach (var id in Ids) counts[id]++;
            return counts;
        }

        public override BatchLabels Of(int[] rows, int columns) => BatchLabels.OfRows([.. rows.Select(row => (long)Ids[row])]);
    }
}
