using System.Globalization;

namespace PastaGen.Text.Data;

/// <summary>The labels of a task in the order of their ids, and how the labels of a data file are found among them.</summary>
public sealed class LabelSet
{
    private const int LongestShownLabel = 100;

    private readonly Dictionary<string, int> ids;
    private readonly bool numbersAreIds;

    /// <summary>Labels by their names, in id order: an enum's, a checkpoint's or a delta's.</summary>
    /// <exception cref="ArgumentException">No name, or one name twice.</exception>
    public LabelSet(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Names = [.. names];
        if (Names.Count == 0) throw new ArgumentException("a label set needs a name", nameof(names));
        ids = new Dictionary<string, int>(Names.Count, StringComparer.Ordinal);
        for (var id = 0; id < Names.Count; id++)
            if (!ids.TryAdd(Names[id], id)) throw new ArgumentException($"the label \"{Names[id]}\" is there twice", nameof(names));
        numbersAreIds = !Names.Any(IsInteger);
    }

    /// <summary>The names, in id order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many labels there are.</summary>
    public int Count => Names.Count;

    /// <summary>
    /// The labels that occur in a data set: whole numbers in numeric order where all are whole numbers, else names in ordinal order. Where
    /// tags mark entities, each type has both of its tags.
    /// </summary>
    /// <exception cref="BadInputException">No example has a label.</exception>
    public static LabelSet FromData(IEnumerable<Example> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var example in examples) found.UnionWith(NamesOf(example.Target));
        if (found.Count == 0) throw new BadInputException("no example has a label; expected one in every row");
        if (TagSequences.MarkEntities(found)) return new LabelSet(TagSequences.Completed(found));
        return new LabelSet(found.All(IsInteger)
            ? found.OrderBy(label => long.Parse(label, CultureInfo.InvariantCulture)).ThenBy(label => label, StringComparer.Ordinal)
            : found.Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// The id of an example's label: the label of that name; else, in a set of names without numbers, the label whose id the file
    /// gives (as GLUE does); else the only label that differs in case, hyphens and underscores alone, as an enum's <c>BPer</c> from <c>B-PER</c>.
    /// </summary>
    /// <param name="example">A labeled example.</param>
    /// <param name="path">The file that it is from, for the message.</param>
    /// <exception cref="BadInputException">There is no such label; the sentence names the nearest.</exception>
    public int IdOf(Example example, string path)
    {
        ArgumentNullException.ThrowIfNull(example);
        return example.Target is ClassTarget target
            ? IdOf(target.Name, $"{path}:{example.LineNumber}")
            : throw new BadInputException($"{path}:{example.LineNumber}: the row has no label; expected one of {Known()}");
    }

    /// <summary>The id of a label, found as <see cref="IdOf(Example, string)"/> finds it.</summary>
    /// <param name="label">The label as the file spells it.</param>
    /// <param name="place">File and line, for the message.</param>
    /// <exception cref="BadInputException">There is no such label; the sentence names the nearest.</exception>
    public int IdOf(string label, string place)
    {
        ArgumentNullException.ThrowIfNull(label);
        if (ids.TryGetValue(label, out var id)) return id;
        if (numbersAreIds && IsInteger(label) && long.Parse(label, CultureInfo.InvariantCulture) is var number && number >= 0 && number < Count)
            return (int)number;
        if (OnlyOneSpelledLike(label) is { } similar) return similar;
        var shown = label.Length <= LongestShownLabel ? label : label[..LongestShownLabel] + "...";
        throw new BadInputException($"{place}: there is no label \"{shown}\"; expected one of {Known()}{Nearest(label)}");
    }

    // What is longer than any label is a text in the wrong column: nothing is near it, and looking would take its square in time.
    private string Nearest(string label) => IsInteger(label) || label.Length > LongestShownLabel
        ? ""
        : $" (nearest: \"{NearestName.Of(label, Names)}\")";

    // A number that is no label is none by leaving out its sign.
    private int? OnlyOneSpelledLike(string label)
    {
        int? found = null;
        if (IsInteger(label)) return found;
        for (var id = 0; id < Names.Count; id++)
        {
            if (!Letters(Names[id]).SequenceEqual(Letters(label))) continue;
            if (found is not null) return null;
            found = id;
        }
        return found;
    }

    private static IEnumerable<char> Letters(string name) => name.Where(letter => letter is not ('-' or '_' or ' ')).Select(char.ToUpperInvariant);

    private static IEnumerable<string> NamesOf(Target? target) => target switch
    {
        ClassTarget one => [one.Name],
        ClassesTarget several => several.Names,
        TagsTarget words => words.Tags,
        _ => [],
    };

    private string Known()
    {
        var shown = string.Join(", ", Names.Take(12).Select(name => $"\"{name}\""));
        return Count <= 12 ? shown : $"{shown} and {Count - 12} more";
    }

    private static bool IsInteger(string label) =>
        long.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
