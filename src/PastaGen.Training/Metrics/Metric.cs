using System.ComponentModel;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>A score by which the best evaluation of a run is chosen. Its direction is declared, never guessed from its name.</summary>
/// <param name="Name">The name in reports and on a command line.</param>
/// <param name="HigherIsBetter">The direction.</param>
[TypeConverter(typeof(MetricConverter))]
public sealed record Metric(string Name, bool HigherIsBetter)
{
    /// <summary>Mean loss over the rows.</summary>
    public static Metric Loss { get; } = new("loss", HigherIsBetter: false);

    /// <summary>Part of the rows that is right.</summary>
    public static Metric Accuracy { get; } = new("accuracy", HigherIsBetter: true);

    /// <summary>Of one label a row: F1 of label 1, only where there are two labels. Of entities: F1 over those of all types.</summary>
    public static Metric F1 { get; } = new("f1", HigherIsBetter: true);

    /// <summary>Mean of the labels' F1, or of that of the entities' types.</summary>
    public static Metric MacroF1 { get; } = new("macro_f1", HigherIsBetter: true);

    /// <summary>F1 over pooled counts.</summary>
    public static Metric MicroF1 { get; } = new("micro_f1", HigherIsBetter: true);

    /// <summary>Matthews' correlation.</summary>
    public static Metric Matthews { get; } = new("matthews", HigherIsBetter: true);

    /// <summary>Part of what was predicted that is right: of the entities, or of the labels of rows that may have several.</summary>
    public static Metric Precision { get; } = new("precision", HigherIsBetter: true);

    /// <summary>Part of what there is that was predicted: of the entities, or of the labels of rows that may have several.</summary>
    public static Metric Recall { get; } = new("recall", HigherIsBetter: true);

    /// <summary>F1 of entities that begin with <c>B-</c>; others are none.</summary>
    public static Metric StrictF1 { get; } = new("strict_f1", HigherIsBetter: true);

    /// <summary>Pearson's correlation of numbers.</summary>
    public static Metric Pearson { get; } = new("pearson", HigherIsBetter: true);

    /// <summary>Spearman's correlation of numbers, that of their ranks.</summary>
    public static Metric Spearman { get; } = new("spearman", HigherIsBetter: true);

    /// <summary>All metrics. Which of them a model's evaluations give is said by its task.</summary>
    public static IReadOnlyList<Metric> All { get; } =
        [Accuracy, F1, MacroF1, MicroF1, Precision, Recall, StrictF1, Matthews, Pearson, Spearman, Loss];

    /// <summary>The metric of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="BadInputException">There is none of that name.</exception>
    public static Metric Named(string name) => All.FirstOrDefault(metric => metric.Name == name)
        ?? throw new BadInputException($"there is no metric \"{name}\"; expected one of {string.Join(", ", All.Select(metric => metric.Name))}");

    /// <summary>Whether a score beats the best so far. NaN never does, and neither does an equal score: the earlier stays.</summary>
    /// <param name="score">The score.</param>
    /// <param name="best">The best so far; null where there is none.</param>
    public bool Beats(double score, double? best)
    {
        if (double.IsNaN(score)) return false;
        return best is not { } other || (HigherIsBetter ? score > other : score < other);
    }
}
