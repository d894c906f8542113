using PastaGen.Text;
using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// What the answers of a kind of head are: which targets they are learned from, how they are judged, and how they are told. One kind per
/// head; a model's head decides, never its data.
/// </summary>
internal abstract class HeadTask
{
    // Among fewer, one answer for all may be chance.
    private const int ItemsThatShowAnswers = 20;

    /// <summary>What the labels are.</summary>
    public abstract TargetKind Target { get; }

    /// <summary>The score that chooses the best epoch where nobody names one.</summary>
    /// <param name="labels">The labels' names.</param>
    public abstract Metric UsualMetric(IReadOnlyList<string> labels);

    /// <summary>Whether each item has one of several labels, which can be weighed and smoothed.</summary>
    public abstract bool ChoosesLabel { get; }

    /// <summary>The task of a model's head.</summary>
    /// <param name="facts">The model.</param>
    /// <exception cref="BadInputException">The head has no labels, so that there is nothing to learn from rows of data.</exception>
    public static HeadTask Of(ModelFacts facts) => facts.Head switch
    {
        "sequence-classification" => new ClassTask(),
        "token-classification" => new TagTask(),
        "regression" => new NumberTask(),
        "multi-label" => new ClassesTask(),
        "features" => throw new BadInputException($"{facts.Name} gives features, so that there is nothing to train or judge; take a model that answers with labels, numbers or tags"),
        _ => throw new BadInputException($"{facts.Name} has a {facts.Head} head, which has no labels; expected a model that answers with labels, numbers or tags"),
    };

    /// <summary>The labels that a run learns: those that the model or the data's task names, else those that occur.</summary>
    /// <param name="facts">The model.</param>
    /// <param name="data">The examples.</param>
    /// <exception cref="BadInputException">There is nothing to tell apart.</exception>
    public LabelSet ChooseLabels(ModelFacts facts, TrainingData data) => ChooseLabels(facts.Labels ?? data.Labels, data);

    /// <summary>The labels that a run learns.</summary>
    /// <param name="declared">Those that the model or the caller names; null takes the data's.</param>
    /// <param name="data">The examples.</param>
    /// <exception cref="BadInputException">There is nothing to tell apart.</exception>
    protected virtual LabelSet ChooseLabels(IReadOnlyList<string>? declared, TrainingData data)
    {
        var labels = declared is { } names ? new LabelSet(names) : LabelSet.FromData(data.Train);
        return labels.Count > 1
            ? labels
            : throw new BadInputException($"{data.TrainSource}: every example has the label \"{labels.Names[0]}\"; expected at least two labels to tell apart");
    }

    /// <summary>The targets of examples as a batch needs them.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="rows">The same, tokenized.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="source">The file they are from, for messages.</param>
    /// <exception cref="BadInputException">An example has no target, or a label that is not among the labels.</exception>
    public abstract EncodedTargets Encode(IReadOnlyList<Example> examples, IReadOnlyList<Encoding> rows, LabelSet labels, string source);

    /// <summary>Judges a batch.</summary>
    /// <param name="logits">What the model says, in float32 on the CPU.</param>
    /// <param name="losses">The loss of every item, on the CPU.</param>
    /// <param name="examples">The data that the rows are from.</param>
    /// <param name="rows">The rows' places.</param>
    public abstract IEnumerable<JudgedRow> Judge(Tensor logits, float[] losses, EncodedExamples examples, int[] rows);

    /// <summary>The scores of judged rows, and their intervals.</summary>
    /// <param name="labels">The labels' names.</param>
    /// <param name="examples">The data that the rows are from.</param>
    /// <param name="judged">The rows in the order in which losses are added up.</param>
    public abstract (IReadOnlyDictionary<string, double> Scores, IReadOnlyDictionary<string, ScoreInterval> Intervals) Score(
        IReadOnlyList<string> labels, EncodedExamples examples, IReadOnlyList<JudgedRow> judged);

    /// <summary>The label that judged items were answered with throughout although they have others; null where answers differ, are too few, or are none of several labels.</summary>
    /// <param name="labels">The labels' names.</param>
    /// <param name="examples">The data that the rows are from.</param>
    /// <param name="judged">The rows.</param>
    public virtual string? OnlyLabel(IReadOnlyList<string> labels, EncodedExamples examples, IReadOnlyList<JudgedRow> judged) => null;

    /// <summary>The loss of one who gives all labels the same chance, whatever the item; null where answers are no labels.</summary>
    /// <param name="labels">Number of labels.</param>
    public virtual double? LossOfGuessing(int labels) => null;

    /// <summary>The one label of judged items.</summary>
    /// <param name="labels">The labels' names.</param>
    /// <param name="answers">The answer to each item.</param>
    /// <param name="truth">The label of each item.</param>
    protected static string? OnlyLabel(IReadOnlyList<string> labels, IReadOnlyCollection<float> answers, IEnumerable<long> truth) =>
        answers.Count >= ItemsThatShowAnswers && answers.Distinct().Take(2).ToArray() is [var only] && truth.Any(label => label != (long)only) ? labels[(int)only] : null;

    /// <summary>The names of the scores that evaluations give.</summary>
    /// <param name="labels">The labels' names.</param>
    public abstract IEnumerable<string> ScoreNames(IReadOnlyList<string> labels);

    /// <summary>The answers to a batch.</summary>
    /// <param name="logits">What the model says, in float32.</param>
    /// <param name="labels">The labels' names.</param>
    /// <param name="rows">The rows, tokenized.</param>
    public abstract IEnumerable<Answer> Answer(Tensor logits, IReadOnlyList<string> labels, IReadOnlyList<Encoding> rows);
}

/// <summary>A task whose judged rows are scored in one way.</summary>
/// <typeparam name="TRow">What is kept of a row that was judged.</typeparam>
internal abstract class HeadTask<TRow> : HeadTask
{
    /// <summary>Scores before the first row.</summary>
    protected abstract IMetrics<TRow> NewMetrics(IReadOnlyList<string> labels);

    /// <summary>Truth and answer of each row.</summary>
    protected abstract IEnumerable<TRow> Rows(IReadOnlyList<string> labels, EncodedExamples examples, IReadOnlyList<JudgedRow> judged);

    /// <inheritdoc/>
    public override IEnumerable<string> ScoreNames(IReadOnlyList<string> labels) => NewMetrics(labels).Scores().Keys;

    /// <inheritdoc/>
    public override (IReadOnlyDictionary<string, double> Scores, IReadOnlyDictionary<string, ScoreInterval> Intervals) Score(
        IReadOnlyList<string> labels, EncodedExamples examples, IReadOnlyList<JudgedRow> judged)
    {
        var metrics = NewMetrics(labels);
        TRow[] rows = [.. Rows(labels, examples, judged)];
        foreach (var row in rows) metrics.Add(row);
        // In the order of the data, so that the draws do not hang on the batches.
        TRow[] inOrder = [.. judged.Zip(rows).OrderBy(row => row.First.Row).Select(row => row.Second)];
        return (metrics.Scores(), ScoreInterval.Of(inOrder, () => NewMetrics(labels)));
    }
}
