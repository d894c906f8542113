namespace PastaGen.Text;

/// <summary>
/// A new text described by the one it replaces: each new code point consumes some code points of the old text, of which it takes the
/// first one's place; one that consumes none is inserted, and takes the place of the one consumed last.
/// </summary>
internal sealed class TextChange(int capacity)
{
    /// <summary>The new code points; those from <see cref="Count"/> on mean nothing.</summary>
    public int[] Points { get; private set; } = new int[capacity];

    /// <summary>How many old code points each consumes.</summary>
    public int[] Consumed { get; private set; } = new int[capacity];

    /// <summary>How many new code points there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a code point that consumes the next old one.</summary>
    public void Replace(int point) => Add(point, 1);

    /// <summary>Adds a code point that consumes none.</summary>
    public void Insert(int point) => Add(point, 0);

    /// <summary>How many old code points are passed over before the first new one.</summary>
    public int Skipped { get; private set; }

    /// <summary>Lets the code point added last consume more old ones.</summary>
    public void Skip(int oldCount)
    {
        if (Count > 0) Consumed[Count - 1] += oldCount;
        else Skipped += oldCount;
    }

    /// <summary>Lets a new code point consume one more old one.</summary>
    public void Consume(int place) => Consumed[place]++;

    /// <summary>
    /// Adds what a stretch of the old text turns into, as the Python library counts it: the new code points consume one each as far
    /// as there are old ones; old ones that are left are consumed by the last new code point, be it of this stretch or of an earlier
    /// one. Before any new code point they are not consumed at all, which shifts the places of those that follow.
    /// </summary>
    /// <param name="oldCount">How many old code points the stretch has.</param>
    /// <param name="replacement">What they turn into; may be empty.</param>
    public void Replace(int oldCount, ReadOnlySpan<int> replacement)
    {
        for (var i = 0; i < replacement.Length; i++) Add(replacement[i], i < oldCount ? 1 : 0);
        if (oldCount > replacement.Length && Count > 0) Consumed[Count - 1] += oldCount - replacement.Length;
    }

    /// <summary>
    /// Puts each run of combining marks in the order of their classes, equal ones as they stand. What each consumes goes with it.
    /// </summary>
    public void PutMarksInOrder()
    {
        for (var start = 0; start < Count; start++)
        {
            var end = start;
            while (end < Count && CanonicalDecomposition.CombiningClass(Points[end]) > 0) end++;
            if (end - start > 1)
            {
                // The place in the key keeps the order of equals.
                var keys = new long[end - start];
                for (var i = 0; i < keys.Length; i++)
                    keys[i] = ((long)CanonicalDecomposition.CombiningClass(Points[start + i]) << 32) + i;
                keys.ToArray().AsSpan().Sort(Points.AsSpan(start, keys.Length));
                keys.AsSpan().Sort(Consumed.AsSpan(start, keys.Length));
            }
            start = end;
        }
    }

    private void Add(int point, int consumed)
    {
        if (Count == Points.Length)
        {
            var longer = Math.Max(16, 2 * Count);
            (Points, Consumed) = (Resized(Points, longer), Resized(Consumed, longer));
        }
        (Points[Count], Consumed[Count]) = (point, consumed);
        Count++;
    }

    private static int[] Resized(int[] array, int length)
    {
        Array.Resize(ref array, length);
        return array;
    }
}
