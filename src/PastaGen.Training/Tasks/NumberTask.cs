using PastaGen.Text;
using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>A number a row.</summary>
internal sealed class NumberTask : HeadTask<JudgedNumber>
{
    // What a head of one output is told by in deltas and reports, where others have the names of their labels.
    private const string Name = "score";

    /// <inheritdoc/>
    public override TargetKind Target => TargetKind.Number;

    /// <inheritdoc/>
    public override Metric UsualMetric(IReadOnlyList<string> labels) => Metric.Spearman;

    /// <inheritdoc/>
    public override bool ChoosesLabel => false;

    /// <inheritdoc/>
    protected override LabelSet ChooseLabels(IReadOnlyList<string>? declared, TrainingData data) => new(declared ?? [Name]);

    /// <inheritdoc/>
    public override EncodedTargets Encode(IReadOnlyList<Example> examples, IReadOnlyList<Encoding> rows, LabelSet labels, string source) =>
        new Targets([.. examples.Select(example => example.Target is NumberTarget number
            ? (float)number.Value
            : throw new BadInputException($"{source}:{example.LineNumber}: the row has no number; expected one in every row"))]);

    /// <inheritdoc/>
    public override IEnumerable<JudgedRow> Judge(Tensor logits, float[] losses, EncodedExamples examples, int[] rows)
    {
        var predicted = logits.data<float>().ToArray();
        return rows.Select((row, place) => new JudgedRow(row, losses[place], [predicted[place]]));
    }

    /// <inheritdoc/>
    public override IEnumerable<Answer> Answer(Tensor logits, IReadOnlyList<string> labels, IReadOnlyList<Encoding> rows) =>
        logits.cpu().data<float>().ToArray().Select(value => new NumberAnswer(value));

    /// <inheritdoc/>
    protected override IMetrics<JudgedNumber> NewMetrics(IReadOnlyList<string> labels) => new RegressionMetrics();

    /// <inheritdoc/>
    protected override IEnumerable<JudgedNumber> Rows(IReadOnlyList<string> labels, EncodedExamples examples, IReadOnlyList<JudgedRow> judged)
    {
        var numbers = ((Targets)examples.Targets!).Numbers;
        return judged.Select(row => new JudgedNumber(numbers[row.Row], row.Answers[0], row.Loss));
    }

    private sealed class Targets(float[] numbers) : EncodedTargets
    {
        public float[] Numbers { get; } = numbers;

        public override IReadOnlyList<long> LabelCounts(int labelCount) => [];

        public override BatchLabels Of(int[] rows, int columns) => BatchLabels.OfNumbers([.. rows.Select(row => Numbers[row])], rows.Length);
    }
}
