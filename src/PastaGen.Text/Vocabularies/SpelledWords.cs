using System.Runtime.InteropServices;

namespace PastaGen.Text.Vocabularies;

/// <summary>
/// Words as rows of pieces, and how often which two pieces stand side by side. Two pieces can be made one wherever they do; only the
/// words that have them are looked at, and only the counts that change are changed.
/// </summary>
internal sealed class SpelledWords
{
    private readonly List<int> pieces = [];
    private readonly List<(int Start, int Length, long Count)> words = [];
    private readonly Dictionary<PiecePair, Occurrences> pairs = [];
    private readonly Dictionary<PiecePair, long> changes = [];

    // The most frequent pair comes first, of equally frequent ones the one of the older pieces. What stands here of a pair may be out of
    // date, but is never below its count.
    private readonly PriorityQueue<PiecePair, (long Rarity, PiecePair Pair)> queue = new();

    /// <summary>Adds a word, before the first merge.</summary>
    /// <param name="spelling">Its pieces.</param>
    /// <param name="count">How often it comes.</param>
    public void Add(ReadOnlySpan<int> spelling, long count)
    {
        var word = words.Count;
        words.Add((pieces.Count, spelling.Length, count));
        foreach (var piece in spelling) pieces.Add(piece);
        for (var place = 1; place < spelling.Length; place++) Change(new PiecePair(spelling[place - 1], spelling[place]), count, word);
    }

    /// <summary>The most frequent pair and its count; of equally frequent pairs that whose left, then whose right piece is the older.</summary>
    /// <returns>Null where no two pieces are left side by side.</returns>
    public (PiecePair Pair, long Count)? MostFrequent()
    {
        ApplyChanges();
        while (queue.TryPeek(out var pair, out var priority))
        {
            var count = pairs.TryGetValue(pair, out var known) ? known.Count : 0;
            if (count > 0 && count == -priority.Rarity) return (pair, count);
            queue.Dequeue();
            if (count > 0) queue.Enqueue(pair, (-count, pair));
        }
        return null;
    }

    /// <summary>Makes one piece of two wherever they stand side by side, in each word from the left.</summary>
    /// <param name="pair">The two.</param>
    /// <param name="merged">What they become.</param>
    public void Merge(PiecePair pair, int merged)
    {
        if (!pairs.TryGetValue(pair, out var occurrences)) return;
        foreach (var word in occurrences.Words)
        {
            var (start, length, count) = words[word];
            var spelling = CollectionsMarshal.AsSpan(pieces).Slice(start, length);
            if (!Has(spelling, pair)) continue;
            for (var place = 1; place < length; place++) Change(new PiecePair(spelling[place - 1], spelling[place]), -count);
            spelling = spelling[..Replace(spelling, pair, merged)];
            words[word] = (start, spelling.Length, count);
            for (var place = 1; place < spelling.Length; place++)
            {
                var next = new PiecePair(spelling[place - 1], spelling[place]);
                Change(next, count, next.Left == merged || next.Right == merged ? word : -1);
            }
        }
        ApplyChanges();
    }

    private static bool Has(ReadOnlySpan<int> spelling, PiecePair pair)
    {
        for (var place = 1; place < spelling.Length; place++)
            if (spelling[place - 1] == pair.Left && spelling[place] == pair.Right) return true;
        return false;
    }

    private static int Replace(Span<int> spelling, PiecePair pair, int merged)
    {
        var length = 0;
        for (var place = 0; place < spelling.Length; place++)
        {
            var found = place + 1 < spelling.Length && spelling[place] == pair.Left && spelling[place + 1] == pair.Right;
            spelling[length++] = found ? merged : spelling[place];
            if (found) place++;
        }
        return length;
    }

    // Only sums are compared, so that the order of the words changes nothing.
    private void Change(PiecePair pair, long change, int word = -1)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(changes, pair, out _) += change;
        if (word < 0) return;
        if (!pairs.TryGetValue(pair, out var occurrences)) pairs.Add(pair, occurrences = new Occurrences());
        if (occurrences.Words is not [.., var last] || last != word) occurrences.Words.Add(word);
    }

    private void ApplyChanges()
    {
        foreach (var (pair, change) in changes)
        {
            if (!pairs.TryGetValue(pair, out var occurrences)) continue;
            occurrences.Count += change;
            if (occurrences.Count == 0) pairs.Remove(pair);
            else if (change > 0) queue.Enqueue(pair, (-occurrences.Count, pair));
        }
        changes.Clear();
    }

    private sealed class Occurrences
    {
        public long Count { get; set; }

        public List<int> Words { get; } = [];
    }
}
