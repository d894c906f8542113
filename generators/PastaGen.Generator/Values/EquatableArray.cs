using System.Collections;
using System.Runtime.CompilerServices;

namespace PastaGen.Generator;

/// <summary>
/// A sequence that is equal to another of equal elements. Every sequence in a spec, a plan or a complaint is one of these: the
/// incremental pipeline compares what its steps give, and an array or a list would be equal to itself alone.
/// </summary>
/// <typeparam name="T">An immutable type with structural equality.</typeparam>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
internal sealed class EquatableArray<T>(T[] items) : IReadOnlyList<T>, IEquatable<EquatableArray<T>>
{
    public static EquatableArray<T> Empty { get; } = new([]);

    public int Count => items.Length;

    public T this[int index] => items[index];

    public bool Equals(EquatableArray<T>? other) =>
        other is not null && (ReferenceEquals(this, other) || HoldsEqual(other));

    public override bool Equals(object? obj) => Equals(obj as EquatableArray<T>);

    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var item in items) hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));
        return hash;
    }

    public override string ToString() => $"[{string.Join(", ", items)}]";

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    private bool HoldsEqual(EquatableArray<T> other)
    {
        if (Count != other.Count) return false;
        for (var i = 0; i < items.Length; i++)
            if (!EqualityComparer<T>.Default.Equals(items[i], other[i]))
                return false;
        return true;
    }
}

/// <summary>Makes arrays that are equal by content.</summary>
internal static class EquatableArray
{
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? EquatableArray<T>.Empty : new(items.ToArray());

    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => Create<T>(items.ToArray());
}
