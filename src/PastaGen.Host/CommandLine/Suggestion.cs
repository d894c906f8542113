using PastaGen.Text;

namespace PastaGen.Host.CommandLine;

/// <summary>What a usage error proposes in place of a word that means nothing.</summary>
internal static class Suggestion
{
    /// <summary>"; did you mean X?" where a name is near enough to be a slip, else what there is to choose from.</summary>
    /// <param name="given">What was typed.</param>
    /// <param name="names">What could have been meant.</param>
    /// <param name="what">What the names are.</param>
    internal static string Hint(string given, IReadOnlyCollection<string> names, string what) =>
        NearestName.Of(given, names) is { } nearest && NearestName.Distance(given, nearest) <= Math.Max(2, given.Length / 3)
            ? $"; did you mean '{nearest}'?"
            : $"; {what}: {string.Join(", ", names)}";
}
