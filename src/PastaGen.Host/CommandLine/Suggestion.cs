using PastaGen.Text;

namespace PastaGen.Host.CommandLine;

/// <summary>What a usage error proposes in place of a word that means nothing.</summary>
internal static class Suggestion
{
    private const int MostListed = 12;

    /// <summary>"; did you mean X?" where a name is near enough to be a slip, else what there is to choose from: of many, those that begin alike.</summary>
    /// <param name="given">What was typed.</param>
    /// <param name="names">What could have been meant.</param>
    /// <param name="what">What the names are.</param>
    internal static string Hint(string given, IReadOnlyCollection<string> names, string what) =>
        NearestName.Of(given, names) is { } nearest && NearestName.Distance(given, nearest) <= Math.Max(2, given.Length / 3)
            ? $"; did you mean '{nearest}'?"
            : $"; {what}: {Listed(names.Count <= MostListed ? names : Alike(given, names))}";

    private static IReadOnlyCollection<string> Alike(string given, IReadOnlyCollection<string> names) =>
        names.Where(name => name.StartsWith(given, StringComparison.OrdinalIgnoreCase)).ToArray() is { Length: > 0 } alike ? alike : names;

    private static string Listed(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostListed)) + (names.Count > MostListed ? $" and {names.Count - MostListed} more" : "");
}
