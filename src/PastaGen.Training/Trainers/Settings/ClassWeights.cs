using System.Globalization;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>How much each label's rows count in the loss: all alike, as rare as they are, or as told by name.</summary>
public sealed record ClassWeights
{
    private readonly IReadOnlyDictionary<string, double> byName;

    private ClassWeights(bool isBalanced, IReadOnlyDictionary<string, double> byName)
    {
        IsBalanced = isBalanced;
        this.byName = byName;
    }

    /// <summary>A label's weight is <c>rows / (labels * rows of the label)</c>, as scikit-learn's <c>balanced</c>.</summary>
    public static ClassWeights Balanced { get; } = new(isBalanced: true, new Dictionary<string, double>());

    /// <summary>Whether the weights are told from the training data.</summary>
    public bool IsBalanced { get; }

    /// <summary>Weights by label; a label that is not named weighs 1.</summary>
    /// <param name="byName">Weights above 0.</param>
    /// <exception cref="BadInputException">A weight is not above 0, or not finite.</exception>
    public static ClassWeights Named(IReadOnlyDictionary<string, double> byName)
    {
        ArgumentNullException.ThrowIfNull(byName);
        foreach (var (name, weight) in byName)
            if (!(weight > 0) || !double.IsFinite(weight))
                throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"the class weight of \"{name}\" is {weight}; expected a number above 0"));
        return new(isBalanced: false, new Dictionary<string, double>(byName));
    }

    /// <summary>Reads <c>balanced</c> or <c>name=weight,name=weight</c>.</summary>
    /// <exception cref="BadInputException">It is neither.</exception>
    public static ClassWeights Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "balanced") return Balanced;
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var part in text.Split(','))
        {
            var equals = part.LastIndexOf('=');
            if (equals < 1 || !double.TryParse(part[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight))
                throw new BadInputException($"'{part}' is no class weight; expected balanced, or name=weight for each label, as in good=1,bad=2.5");
            if (!weights.TryAdd(part[..equals], weight)) throw new BadInputException($"the label \"{part[..equals]}\" has two class weights; expected one");
        }
        return Named(weights);
    }

    /// <summary>The weight of every label.</summary>
    /// <param name="labels">The labels in id order.</param>
    /// <param name="counts">Training rows of each.</param>
    /// <exception cref="BadInputException">A weight is of a label that there is not.</exception>
    internal double[] Resolve(LabelSet labels, IReadOnlyList<long> counts)
    {
        if (byName.Keys.FirstOrDefault(name => !labels.Names.Contains(name)) is { } unknown)
            throw new BadInputException($"class-weights name the label \"{unknown}\"; expected one of {string.Join(", ", labels.Names)}");
        // A label without a row never meets its weight.
        double Balance(int label) => counts[label] == 0 ? 1 : (double)counts.Sum() / (counts.Count * counts[label]);
        return [.. labels.Names.Select((name, label) => IsBalanced ? Balance(label) : byName.GetValueOrDefault(name, 1))];
    }
}
