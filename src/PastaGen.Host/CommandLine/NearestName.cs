namespace PastaGen.Host.CommandLine;

/// <summary>Finds the name that a person most likely meant.</summary>
internal static class NearestName
{
    /// <summary>The nearest of the names by the number of changed letters; null where none is near enough to be a slip.</summary>
    /// <param name="given">What was typed.</param>
    /// <param name="names">What could have been meant.</param>
    internal static string? Find(string given, IEnumerable<string> names)
    {
        var (nearest, distance) = names
            .Select(name => (name, distance: Distance(given.ToLowerInvariant(), name.ToLowerInvariant())))
            .DefaultIfEmpty((name: "", distance: int.MaxValue))
            .MinBy(candidate => candidate.distance);
        return distance <= Math.Max(2, given.Length / 3) ? nearest : null;
    }

    /// <summary>"; did you mean X?" where there is a nearest name, else what there is to choose from.</summary>
    internal static string Hint(string given, IReadOnlyCollection<string> names, string what) => Find(given, names) is { } nearest
        ? $"; did you mean '{nearest}'?"
        : $"; {what}: {string.Join(", ", names)}";

    /// <summary>Letters to insert, delete, change or swap with their neighbor (Damerau 1964, restricted form).</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[a.Length, b.Length];
    }
}
