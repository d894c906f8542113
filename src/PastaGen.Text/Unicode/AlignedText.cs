using System.Text;

namespace PastaGen.Text;

/// <summary>
/// A text on its way through a normalizer: its code points, and for each the stretch of the original that it came from, in code
/// points. An inserted character shares the stretch of the one before it, as in the Python library, whose offsets these become.
/// </summary>
internal sealed class AlignedText
{
    private readonly int origin;
    private int[] points;
    private int[] starts;
    private int[] ends;
    private int count;

    /// <summary>A text before any change. A lone surrogate counts as one replacement character.</summary>
    /// <param name="text">The text.</param>
    /// <param name="firstOffset">The offset of its first code point, where it is a part of a longer text.</param>
    public AlignedText(ReadOnlySpan<char> text, int firstOffset)
    {
        origin = firstOffset;
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

    /// <summary>The code points as they now are.</summary>
    public ReadOnlySpan<int> Points => points.AsSpan(0, count);

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

    /// <summary>Keeps a part.</summary>
    public void Keep(Range part)
    {
        var (offset, length) = part.GetOffsetAndLength(count);
        (points, starts, ends) = (points[part], starts[part], ends[part]);
        count = length;
    }

    /// <summary>Turns all white space into spaces.</summary>
    public void UnifySpaces()
    {
        for (var i = 0; i < count; i++)
            if (IsWhiteSpace(points[i])) points[i] = ' ';
    }

    /// <summary>Puts spaces around the code points of a set; both come from where the code point comes from.</summary>
    public void SurroundWithSpaces(CodePointSet set)
    {
        if (!HasAny(set)) return;
        var change = new TextChange(count + 16);
        foreach (var point in Points)
        {
            var alone = set.Contains(point);
            change.Replace(alone ? ' ' : point);
            if (!alone) continue;
            change.Insert(point);
            change.Insert(' ');
        }
        Apply(change);
    }

    /// <summary>Decomposes, marks in canonical order.</summary>
    /// <param name="compatibility">Whether form KD is wanted; else form D.</param>
    public void Decompose(bool compatibility = false)
    {
        var change = new TextChange(count + 16);
        Span<int> parts = stackalloc int[CompatibilityDecomposition.Longest];
        foreach (var point in Points)
        {
            var length = compatibility ? CompatibilityDecomposition.Decompose(point, parts) : CanonicalDecomposition.Decompose(point, parts);
            change.Replace(parts[0]);
            for (var part = 1; part < length; part++) change.Insert(parts[part]);
        }
        change.PutMarksInOrder();
        Apply(change);
    }

    /// <summary>Composes what is decomposed (Unicode Standard Annex 15, form C of a text in form D).</summary>
    public void Compose()
    {
        var change = new TextChange(count + 16);
        int starter = -1, lastClass = -1;
        foreach (var point in Points)
        {
            var combiningClass = CanonicalDecomposition.CombiningClass(point);
            // A character is blocked from the starter by one between them of its own class or a higher one, and by another starter.
            if (starter >= 0 && (lastClass < combiningClass || lastClass < 0)
                && CanonicalComposition.Compose(change.Points[starter], point) is { } composed)
            {
                change.Points[starter] = composed;
                change.Consume(starter);
                continue;
            }
            change.Replace(point);
            if (combiningClass == 0) (starter, lastClass) = (change.Count - 1, -1);
            else lastClass = combiningClass;
        }
        Apply(change);
    }

    /// <summary>Lower-cases each code point by itself.</summary>
    public void ToLower()
    {
        if (Points.Contains(LowerCase.CapitalIWithDot))
        {
            var change = new TextChange(count + 16);
            foreach (var point in Points)
            {
                change.Replace(point == LowerCase.CapitalIWithDot ? 'i' : point);
                if (point == LowerCase.CapitalIWithDot) change.Insert(0x307);
            }
            Apply(change);
        }
        for (var i = 0; i < count; i++) points[i] = LowerCase.Of(points[i]);
    }

    /// <summary>
    /// Makes the text that a change describes. Where a change says that fewer code points are left than it consumes, those at the
    /// end go unused.
    /// </summary>
    public void Apply(TextChange change)
    {
        var (newStarts, newEnds) = (new int[change.Count], new int[change.Count]);
        var next = change.Skipped;
        for (var i = 0; i < change.Count; i++)
        {
            var consumed = change.Consumed[i];
            var source = Math.Min(consumed == 0 ? next - 1 : next, count - 1);
            (newStarts[i], newEnds[i]) = source < 0 ? (origin, origin) : (starts[source], ends[source]);
            next += consumed;
        }
        (points, starts, ends, count) = (change.Points, newStarts, newEnds, change.Count);
    }

    /// <summary>The text as it now is, and for each of its UTF-16 units the stretch of the original, in code points.</summary>
    public (string Text, int[] Starts, int[] Ends) Finish()
    {
        var text = ToString();
        if (text.Length == count) return (text, starts[..count], ends[..count]);
        var (unitStarts, unitEnds) = (new int[text.Length], new int[text.Length]);
        for (int i = 0, unit = 0; i < count; i++)
            for (var last = unit + (points[i] > char.MaxValue ? 2 : 1); unit < last; unit++)
                (unitStarts[unit], unitEnds[unit]) = (starts[i], ends[i]);
        return (text, unitStarts, unitEnds);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var length = count;
        foreach (var point in Points)
            if (point > char.MaxValue) length++;
        return string.Create(length, this, static (units, text) =>
        {
            foreach (var point in text.Points)
            {
                if (point <= char.MaxValue)
                {
                    units[0] = (char)point;
                    units = units[1..];
                }
                else units = units[new Rune(point).EncodeToUtf16(units)..];
            }
        });
    }

    /// <summary>Whether a code point has the property White_Space.</summary>
    public static bool IsWhiteSpace(int point) => point <= char.MaxValue && char.IsWhiteSpace((char)point);

    private bool HasAny(CodePointSet set)
    {
        foreach (var point in Points)
            if (set.Contains(point)) return true;
        return false;
    }
}
