using System.Text.RegularExpressions;

namespace PastaGen.Data.Benchmarks;

/// <summary>
/// Finds texts that are too much alike: equal in their words, or sharing half or more of the word trigrams of the one that has fewer. What
/// was made by filling a template shares most of them.
/// </summary>
internal static partial class WordTrigrams
{
    /// <summary>The pairs that are too much alike, as places in the list.</summary>
    internal static IEnumerable<(int First, int Second)> Alike(IReadOnlyList<string> texts)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var holders = new Dictionary<(string, string, string), List<int>>();
        var counts = new int[texts.Count];
        for (var text = 0; text < texts.Count; text++)
        {
            string[] words = [.. Word().Matches(texts[text].ToLowerInvariant()).Select(match => match.Value)];
            if (!seen.TryAdd(string.Join(' ', words), text)) yield return (seen[string.Join(' ', words)], text);
            var trigrams = words.Zip(words.Skip(1), words.Skip(2)).Distinct().ToArray();
            counts[text] = trigrams.Length;
            var shared = new SortedDictionary<int, int>();
            foreach (var trigram in trigrams)
            {
                if (!holders.TryGetValue(trigram, out var others)) holders[trigram] = others = [];
                foreach (var other in others) shared[other] = shared.GetValueOrDefault(other) + 1;
                others.Add(text);
            }
            foreach (var (other, count) in shared)
                if (2 * count >= Math.Min(trigrams.Length, counts[other])) yield return (other, text);
        }
    }

    [GeneratedRegex("[a-z0-9']+")]
    private static partial Regex Word();
}
