namespace PastaGen.Modules.Tests;

/// <summary>
/// Attention that knows distances, pair by pair in sums of doubles: score (q·k + q·A[d] + k·B[d]) s + b[d] for the distance d of the two
/// tokens' columns, and the mean of values by the exponentials of scores.
/// </summary>
internal sealed class PlainRelativeAttention(int hidden, int heads, long[] mask, int rowCount)
{
    private readonly int size = hidden / heads, columns = mask.Length / rowCount;

    public required Func<int, int> RowOfDistance { get; init; }

    public required double Scale { get; init; }

    public bool MasksQueries { get; init; }

    /// <summary>The tokens that are kept: a row whose first column is masked keeps all.</summary>
    private (int Row, int Column)[] Tokens =>
        [.. Enumerable.Range(0, mask.Length).Select(place => (Row: place / columns, Column: place % columns)).Where(token => Counts(token) || mask[token.Row * columns] == 0)];

    /// <summary>All states and both tables are hidden wide; the bias is as wide as there are heads.</summary>
    public double[] Attend(double[] query, double[] key, double[] value, double[]? keyTable, double[]? queryTable, double[]? bias, bool firstsAlone)
    {
        var tokens = Tokens;
        var asked = firstsAlone ? [.. tokens.Where(token => token.Column == 0)] : tokens;
        var output = new double[asked.Length * hidden];
        for (var q = 0; q < asked.Length; q++)
        {
            var seen = Enumerable.Range(0, tokens.Length).Where(k => tokens[k].Row == asked[q].Row && Counts(tokens[k])).ToArray();
            var even = seen.Length == 0 || (MasksQueries && !Counts(asked[q]));
            if (even) seen = [.. Enumerable.Range(0, tokens.Length).Where(k => tokens[k].Row == asked[q].Row)];
            for (var h = 0; h < heads; h++)
            {
                double Product(double[]? a, int i, double[]? b, int j) =>
                    a is null || b is null ? 0 : Enumerable.Range(h * size, size).Sum(n => a[(i * hidden) + n] * b[(j * hidden) + n]);
                var powers = seen.Select(k =>
                {
                    var at = RowOfDistance(asked[q].Column - tokens[k].Column);
                    var products = Product(query, q, key, k) + Product(query, q, keyTable, at) + Product(key, k, queryTable, at);
                    return even ? 1 : Math.Exp((products * Scale) + (bias is null ? 0 : bias[(at * heads) + h]));
                }).ToArray();
                for (var k = 0; k < seen.Length; k++)
                    for (var n = h * size; n < (h + 1) * size; n++) output[(q * hidden) + n] += powers[k] / powers.Sum() * value[(seen[k] * hidden) + n];
            }
        }
        return output;
    }

    private bool Counts((int Row, int Column) token) => mask[(token.Row * columns) + token.Column] == 1;
}
