namespace PastaGen.Text;

/// <summary>Finds the name that a person most likely meant.</summary>
public static class NearestName
{
    /// <summary>The name with the fewest changed letters, whatever their case; null where there are no names.</summary>
    /// <param name="name">What was looked for.</param>
    /// <param name="names">What there is.</param>
    public static string? Of(string name, IEnumerable<string> names) => names.MinBy(other => Distance(name, other));

    /// <summary>Letters to insert, delete, change or swap with their neighbor, whatever their case (Damerau 1964, restricted form).</summary>
    /// <param name="from">One name.</param>
    /// <param name="to">The other.</param>
    public static int Distance(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        (from, to) = (from.ToLowerInvariant(), to.ToLowerInvariant());
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var change = rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[from.Length, to.Length];
    }
}
