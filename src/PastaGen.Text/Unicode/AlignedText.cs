using System.Text;

namespace PastaGen.Text;

/// <summary>
/// A text on its way through a normalizer: its code points, and for each the stretch of the original that it came from, in code
/// points. An inserted character shares the stretch of the one before it, as in the Python library, whose offsets these become.
/// </summary>
internal sealed class AlignedText
{
    private int[] points;
    private int[] starts;
    private int[] ends;
    private int count;

    /// <summary>A text before any change. A lone surrogate counts as one replacement character.</summary>
    /// <param name="text">The text.</param>
    /// <param name="firstOffset">The offset of its first code point, where it is a part of a longer text.</param>
    public AlignedText(ReadOnlySpan<char> text, int firstOffset)
    {
        points = new int[text.Length];
        starts = new int[text.Length];
        ends = new int[text.Length];
        foreach (var rune in text.EnumerateRunes())
        {
            points[count] = rune.Value;
            starts[count] = firstOffset + count;
            ends[count] = firstOffset + count + 1;
            count++;
        }
    }

    /// <summary>Removes the code points of a set.</summary>
    public void Remove(CodePointSet removed)
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (removed.Contains(points[i])) continue;
            (points[kept], starts[kept], ends[kept]) = (points[i], starts[i], ends[i]);
            kept++;
        }
        count = kept;
    }

    /// <summary>Turns all white space into spaces.</summary>
    public void UnifySpaces()
    {
        for (var i = 0; i < count; i++)
            if (points[i] <= char.MaxValue && char.IsWhiteSpace((char)points[i])) points[i] = ' ';
    }

    /// <summary>Puts spaces around the code points of a set.</summary>
    public void SurroundWithSpaces(CodePointSet set)
    {
        var result = new Growing(count + 16);
        for (var i = 0; i < count; i++)
        {
            var alone = set.Contains(points[i]);
            if (alone) result.Add(' ', starts[i], ends[i]);
            result.Add(points[i], starts[i], ends[i]);
            if (alone) result.Add(' ', starts[i], ends[i]);
        }
        Take(result);
    }

    /// <summary>Decomposes canonically, marks in canonical order.</summary>
    public void Decompose()
    {
        var result = new Growing(count + 16);
        Span<int> parts = stackalloc int[4];
        for (var i = 0; i < count; i++)
        {
            var length = CanonicalDecomposition.Decompose(points[i], parts);
            // Where a part is inserted is marked by the end -1 until the order is settled: stretches go by place, not by part.
            for (var part = 0; part < length; part++) result.Add(parts[part], 0, part == 0 ? 0 : -1);
        }
        Order(result);
        for (int i = 0, original = 0; i < result.Count; i++)
        {
            var inserted = result.Ends[i] < 0;
            var source = inserted ? original - 1 : original++;
            (result.Starts[i], result.Ends[i]) = source < 0 ? (0, 0) : (starts[source], ends[source]);
        }
        Take(result);
    }

    /// <summary>Lower-cases each code point by itself.</summary>
    public void ToLower()
    {
        if (Array.IndexOf(points, LowerCase.CapitalIWithDot, 0, count) >= 0)
        {
            var result = new Growing(count + 16);
            for (var i = 0; i < count; i++)
            {
                var dotted = points[i] == LowerCase.CapitalIWithDot;
                result.Add(dotted ? 'i' : points[i], starts[i], ends[i]);
                if (dotted) result.Add(0x307, starts[i], ends[i]);
            }
            Take(result);
        }
        for (var i = 0; i < count; i++) points[i] = LowerCase.Of(points[i]);
    }

    /// <summary>The text as it now is, and for each of its UTF-16 units the stretch of the original, in code points.</summary>
    public (string Text, int[] Starts, int[] Ends) Finish()
    {
        var text = new StringBuilder(count);
        var unitStarts = new List<int>(count);
        var unitEnds = new List<int>(count);
        Span<char> units = stackalloc char[2];
        for (var i = 0; i < count; i++)
        {
            var length = new Rune(points[i]).EncodeToUtf16(units);
            text.Append(units[..length]);
            for (var unit = 0; unit < length; unit++)
            {
                unitStarts.Add(starts[i]);
                unitEnds.Add(ends[i]);
            }
        }
        return (text.ToString(), [.. unitStarts], [.. unitEnds]);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder(count);
        Span<char> units = stackalloc char[2];
        for (var i = 0; i < count; i++) text.Append(units[..new Rune(points[i]).EncodeToUtf16(units)]);
        return text.ToString();
    }

    // Marks between two characters of class 0 are sorted by class; the place in the key keeps the order of equals.
    private static void Order(Growing text)
    {
        for (var start = 0; start < text.Count; start++)
        {
            var end = start;
            while (end < text.Count && CanonicalDecomposition.CombiningClass(text.Points[end]) > 0) end++;
            if (end - start > 1)
            {
                var keys = new long[end - start];
                for (var i = 0; i < keys.Length; i++)
                    keys[i] = ((long)CanonicalDecomposition.CombiningClass(text.Points[start + i]) << 32) + i;
                keys.ToArray().AsSpan().Sort(text.Points.AsSpan(start, keys.Length));
                keys.AsSpan().Sort(text.Ends.AsSpan(start, keys.Length));
            }
            start = end;
        }
    }

    private void Take(Growing result) => (points, starts, ends, count) = (result.Points, result.Starts, result.Ends, result.Count);

    private sealed class Growing(int capacity)
    {
        public int[] Points = new int[capacity];
        public int[] Starts = new int[capacity];
        public int[] Ends = new int[capacity];
        public int Count;

        public void Add(int point, int start, int end)
        {
            if (Count == Points.Length)
            {
                Array.Resize(ref Points, 2 * Count);
                Array.Resize(ref Starts, 2 * Count);
                Array.Resize(ref Ends, 2 * Count);
            }
            (Points[Count], Starts[Count], Ends[Count]) = (point, start, end);
            Count++;
        }
    }
}
