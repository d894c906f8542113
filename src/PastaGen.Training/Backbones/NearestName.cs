namespace PastaGen.Training;

/// <summary>Finds the name that a person most likely meant.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest single-letter edits; null where there are no names.</summary>
    /// <param name="name">What was looked for.</param>
    /// <param name="names">What there is.</param>
    public static string? Of(string name, IEnumerable<string> names) => names.MinBy(other => Distance(name, other));

    // Levenshtein distance, one row of the table at a time.
    private static int Distance(string from, string to)
    {
        var row = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++) row[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
