using System.Text.RegularExpressions;

namespace PastaGen.Training;

/// <summary>In what a run that is asked for is another than the one in its folder: a sentence for who asked.</summary>
internal static partial class RunDifferences
{
    private const int MostNames = 5;
    private const string Plan = "plan";

    // They differ with the model.
    private static readonly string[] PartsOfPlan = ["settings", "pinned settings", "backbone's head"];

    // What a person calls a thing that runs know by another name.
    private static readonly Dictionary<string, string> UsualNames = new()
    {
        [Plan] = "model, or a changed declaration of it",
        ["backbone's config"] = "config.json of the backbone",
        ["backbone's head"] = "head in the backbone's file",
        ["text"] = "text to learn from",
        ["held-out"] = "held-out text",
    };

    /// <summary>Differences between two identities, in words; without those that follow from another model.</summary>
    /// <param name="before">The run that the folder holds.</param>
    /// <param name="now">The run that is asked for.</param>
    /// <param name="names">Names of what differs.</param>
    public static string Sentence(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now, IReadOnlyCollection<string> names) => string.Join(
        " and ", names.Except(names.Contains(Plan) ? PartsOfPlan : []).Select(name => Sentence(name, before.GetValueOrDefault(name), now.GetValueOrDefault(name))));

    /// <summary>A difference, with both values where a person can compare them.</summary>
    /// <param name="name">The name of what differs.</param>
    /// <param name="before">Its text in the run that the folder holds; empty or null for none.</param>
    /// <param name="now">Its text in the run that is asked for; empty or null for none.</param>
    public static string Sentence(string name, string? before, string? now)
    {
        var usual = UsualNames.GetValueOrDefault(name, name);
        // Data, text and what ends as a plural does take no "another".
        var article = name.EndsWith('s') || name.EndsWith("data", StringComparison.Ordinal) || name is "text" or "held-out" ? "other" : "another";
        // Which of the two it is no digest tells.
        if (name == Plan && IsDigest(before) && IsDigest(now)) return $"{article} {usual}";
        return $"{article} {usual} ({(name == RunIdentity.Labels ? Labels(before, now) : Values(before, now))})";
    }

    private static string Values(string? before, string? now)
    {
        if (Rows().Match(before ?? "") is { Success: true } rows && Rows().Match(now ?? "") is { Success: true } rowsNow)
            return rows.Value == rowsNow.Value ? $"{rows.Value} as before, but other texts, labels or another order" : $"{rows.Value}, now {rowsNow.Value}";
        return IsDigest(before) && IsDigest(now) ? "its content is not the same" : $"{Value(before)}, now {Value(now)}";
    }

    private static string Labels(string? before, string? now)
    {
        var (names, namesNow) = (Split(before), Split(now));
        string[] gone = [.. names.Except(namesNow)], added = [.. namesNow.Except(names)];
        if (gone.Length + added.Length == 0) return $"in another order: {Listed(names)}, now {Listed(namesNow)}";
        var parts = new[] { gone.Length > 0 ? $"now without {Listed(gone)}" : "", added.Length > 0 ? $"now with {Listed(added)}" : "" };
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    private static string[] Split(string? names) => names is null or "" ? [] : names.Split(", ");

    private static string Listed(string[] names) =>
        string.Join(", ", names.Take(MostNames).Select(name => $"\"{name}\"")) + (names.Length > MostNames ? $" and {names.Length - MostNames} more" : "");

    private static string Value(string? value) => string.IsNullOrEmpty(value) ? "none" : IsDigest(value) ? "one" : value;

    private static bool IsDigest(string? value) => value is not null && Digest().IsMatch(value);

    [GeneratedRegex("^[0-9a-f]{64}( [0-9a-f]{64})?$")]
    private static partial Regex Digest();

    [GeneratedRegex("^[0-9]+ rows")]
    private static partial Regex Rows();
}
