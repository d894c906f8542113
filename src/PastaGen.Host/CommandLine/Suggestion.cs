using PastaGen.Text;

namespace PastaGen.Host.CommandLine;

/// <summary>What a usage error proposes in place of a word that means nothing.</summary>
internal static class Suggestion
{
    private const int MostListed = 12;
    private const int MostMeant = 3;

    /// <summary>
    /// "; did you mean X?" where a name is near enough to be a slip, else the names that it abbreviates, that begin with it or that hold it, the
    /// nearest first; else what there is to choose from.
    /// </summary>
    /// <param name="given">What was typed.</param>
    /// <param name="names">What could have been meant.</param>
    /// <param name="what">What the names are.</param>
    /// <param name="lister">The command that lists them all; null where there is none.</param>
    internal static string Hint(string given, IReadOnlyCollection<string> names, string what, string? lister = null)
    {
        string[] nearest = [.. names.OrderBy(name => NearestName.Distance(given, name))];
        if (nearest is [var first, ..] && IsSlip(given, first)) return $"; did you mean '{first}'?";
        string[] alike = [.. nearest.Where(name => Holds(name, given))
            .OrderByDescending(name => Abbreviates(given, name)).ThenByDescending(name => name.StartsWith(given, StringComparison.OrdinalIgnoreCase))];
        return alike.Length == 0 || names.Count <= MostListed
            ? $"; {what}: {Listed(names)}{(names.Count > MostListed && lister is not null ? $", which '{lister}' lists" : "")}"
            : $"; did you mean {Either(alike[..Math.Min(alike.Length, MostMeant)])}?{(alike.Length > MostMeant ? $" ({alike.Length - MostMeant} more are like it{(lister is null ? "" : $"; '{lister}' lists all")})" : "")}";
    }

    private static bool IsSlip(string given, string name) => NearestName.Distance(given, name) <= Math.Max(2, given.Length / 3);

    // What parts words, a person may leave out or put in.
    private static bool Holds(string name, string given) =>
        Letters(given) is { Length: > 0 } letters && (Letters(name).Contains(letters, StringComparison.OrdinalIgnoreCase) || Abbreviates(given, name));

    // "--lr" of "--learning-rate": as other programs abbreviate options.
    private static bool Abbreviates(string given, string name) =>
        Letters(given).Equals(string.Concat(name.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => word[0])), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit));

    private static string Either(string[] names) =>
        names.Length == 1 ? $"'{names[0]}'" : $"{string.Join(", ", names[..^1].Select(name => $"'{name}'"))} or '{names[^1]}'";

    private static string Listed(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostListed)) + (names.Count > MostListed ? $" and {names.Count - MostListed} more" : "");
}
