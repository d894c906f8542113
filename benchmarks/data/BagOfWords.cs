using System.Text.RegularExpressions;

namespace PastaGen.Data.Benchmarks;

/// <summary>
/// Texts as weighted counts of their words and of pairs of neighbours, in lower case: each count times 1 + ln((1 + texts) / (1 + texts with
/// the word)), and each text's weights divided by their length.
/// </summary>
internal sealed partial class BagOfWords
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly double[] weights;

    /// <summary>The bag that knows the words of some texts.</summary>
    internal BagOfWords(IReadOnlyList<string> texts)
    {
        var textsWith = new List<int>();
        foreach (var text in texts)
        {
            foreach (var word in Words(text).Distinct(StringComparer.Ordinal))
            {
                if (places.TryAdd(word, textsWith.Count)) textsWith.Add(0);
                textsWith[places[word]]++;
            }
        }
        weights = [.. textsWith.Select(count => 1 + Math.Log((1.0 + texts.Count) / (1.0 + count)))];
    }

    /// <summary>Number of words that are known.</summary>
    internal int Size => weights.Length;

    /// <summary>A text's known words by their places; others are left out.</summary>
    internal (int Place, double Weight)[] Of(string text)
    {
        var counts = Words(text).Where(places.ContainsKey).GroupBy(word => places[word])
            .Select(word => (Place: word.Key, Weight: word.Count() * weights[word.Key])).OrderBy(word => word.Place).ToArray();
        var length = Math.Sqrt(counts.Sum(word => word.Weight * word.Weight));
        return [.. counts.Select(word => (word.Place, word.Weight / length))];
    }

    private static IEnumerable<string> Words(string text)
    {
        string[] words = [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value)];
        return words.Concat(words.Zip(words.Skip(1), (first, second) => $"{first} {second}"));
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
