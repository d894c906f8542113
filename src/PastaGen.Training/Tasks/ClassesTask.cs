using PastaGen.Text;
using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>Any number of labels a row. A label holds where its probability is above one half.</summary>
internal sealed class ClassesTask : HeadTask<JudgedClasses>
{
    /// <inheritdoc/>
    public override TargetKind Target => TargetKind.Classes;

    /// <inheritdoc/>
    public override Metric UsualMetric(IReadOnlyList<string> labels) => Metric.MicroF1;

    /// <inheritdoc/>
    public override bool ChoosesLabel => false;

    /// <inheritdoc/>
    protected override LabelSet ChooseLabels(IReadOnlyList<string>? declared, TrainingData data) =>
        declared is { } names ? new LabelSet(names) : LabelSet.FromData(data.Train);

    /// <inheritdoc/>
    public override EncodedTargets Encode(IReadOnlyList<Example> examples, IReadOnlyList<Encoding> rows, LabelSet labels, string source) =>
        new Targets([.. examples.Select(example => Held(example, labels, source))]);

    /// <inheritdoc/>
    public override IEnumerable<JudgedRow> Judge(Tensor logits, float[] losses, EncodedExamples examples, int[] rows)
    {
        var values = logits.data<float>().ToArray();
        var labels = values.Length / rows.Length;
        return rows.Select((row, place) =>
            new JudgedRow(row, losses[place], [.. values.Skip(place * labels).Take(labels).Select(logit => logit > 0 ? 1f : 0f)]));
    }

    /// <inheritdoc/>
    public override IEnumerable<Answer> Answer(Tensor logits, IReadOnlyList<string> labels, IReadOnlyList<Encoding> rows) =>
        logits.sigmoid().cpu().data<float>().ToArray().Chunk(labels.Count)
            .Select(ofRow => new LabelsAnswer([.. labels.Where((_, label) => ofRow[label] > 0.5f)], ofRow));

    /// <inheritdoc/>
    public override double? LossOfGuessing(int labels) => Math.Log(2);

    /// <inheritdoc/>
    protected override IMetrics<JudgedClasses> NewMetrics(IReadOnlyList<string> labels) => new MultiLabelMetrics(labels.Count);

    /// <inheritdoc/>
    protected override IEnumerable<JudgedClasses> Rows(IReadOnlyList<string> labels, EncodedExamples examples, IReadOnlyList<JudgedRow> judged)
    {
        var held = ((Targets)examples.Targets!).Held;
        return judged.Select(row => new JudgedClasses(held[row.Row], [.. row.Answers.Select(answer => answer > 0)], row.Loss));
    }

    private static bool[] Held(Example example, LabelSet labels, string source)
    {
        var place = $"{source}:{example.LineNumber}";
        if (example.Target is not ClassesTarget target) throw new BadInputException($"{place}: the row has no list of labels; expected one in every row");
        var held = new bool[labels.Count];
        foreach (var name in target.Names) held[labels.IdOf(name, place)] = true;
        return held;
    }

    private sealed class Targets(bool[][] held) : EncodedTargets
    {
        public bool[][] Held { get; } = held;

        public override IReadOnlyList<long> LabelCounts(int labelCount) =>
            [.. Enumerable.Range(0, labelCount).Select(label => (long)Held.Count(row => row[label]))];

        public override BatchLabels Of(int[] rows, int columns) =>
            BatchLabels.OfNumbers([.. rows.SelectMany(row => Held[row].Select(holds => holds ? 1f : 0f))], rows.Length, Held[rows[0]].Length);
    }
}
