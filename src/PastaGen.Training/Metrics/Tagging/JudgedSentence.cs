namespace PastaGen.Training;

/// <summary>A sentence's words, judged: those that have a label and that the model read. Entities are found once, however often they are counted.</summary>
public sealed class JudgedSentence
{
    /// <summary>Judges a sentence.</summary>
    /// <param name="scheme">Which tags mark entities.</param>
    /// <param name="tags">The true tags' ids.</param>
    /// <param name="predicted">The predicted tags' ids.</param>
    /// <param name="loss">The sum of the words' losses.</param>
    /// <exception cref="ArgumentException">There are not as many predicted tags as true ones.</exception>
    public JudgedSentence(TagScheme scheme, IReadOnlyList<int> tags, IReadOnlyList<int> predicted, double loss)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(tags);
        ArgumentNullException.ThrowIfNull(predicted);
        if (predicted.Count != tags.Count) throw new ArgumentException($"expected {tags.Count} tags, found {predicted.Count}", nameof(predicted));
        (Tags, Predicted, Loss) = (tags, predicted, loss);
        RightWords = tags.Zip(predicted).Count(word => word.First == word.Second);
        var byType = new MatchCounts[scheme.Types.Count];
        foreach (var (type, counts) in Counts([.. scheme.Entities(tags)], [.. scheme.Entities(predicted)])) byType[type] += counts;
        ByType = byType;
        Strict = Counts([.. scheme.StrictEntities(tags)], [.. scheme.StrictEntities(predicted)]).Aggregate(default(MatchCounts), (sum, entity) => sum + entity.Counts);
    }

    /// <summary>The sum of the words' losses.</summary>
    public double Loss { get; }

    /// <summary>The true tags' ids.</summary>
    public IReadOnlyList<int> Tags { get; }

    /// <summary>The predicted tags' ids.</summary>
    public IReadOnlyList<int> Predicted { get; }

    /// <summary>Number of words whose tag was predicted.</summary>
    public int RightWords { get; }

    /// <summary>The entities of each type of the scheme.</summary>
    public IReadOnlyList<MatchCounts> ByType { get; }

    /// <summary>The entities of all types, as strict IOB2 has them.</summary>
    public MatchCounts Strict { get; }

    private static IEnumerable<(int Type, MatchCounts Counts)> Counts(HashSet<(int Type, int Begin, int End)> occurring, HashSet<(int Type, int Begin, int End)> predicted)
    {
        foreach (var entity in occurring) yield return (entity.Type, new MatchCounts(1, 0, predicted.Contains(entity) ? 1 : 0));
        foreach (var entity in predicted) yield return (entity.Type, new MatchCounts(0, 1, 0));
    }
}
