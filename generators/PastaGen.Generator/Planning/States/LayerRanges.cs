using static System.FormattableString;

namespace PastaGen.Generator.Planning.States;

/// <summary>A run of layers.</summary>
/// <param name="First">The first, counted from 0.</param>
/// <param name="Last">The last, included; null means the last of the model.</param>
internal sealed record LayerRange(int First, int? Last)
{
    public static LayerRange All { get; } = new(0, null);

    public bool Contains(int layer) => layer >= First && layer <= (Last ?? int.MaxValue);

    public LayerRange? Intersect(LayerRange other)
    {
        var last = Math.Min(Last ?? int.MaxValue, other.Last ?? int.MaxValue);
        var first = Math.Max(First, other.First);
        return first > last ? null : new(first, last == int.MaxValue ? null : last);
    }

    /// <summary>Number of layers of the run in a model of a depth.</summary>
    public int Count(int layers) => Math.Max(0, Math.Min(Last ?? (layers - 1), layers - 1) - First + 1);

    /// <summary>Such as <c>layers 4 to 7</c>.</summary>
    public string Describe() => this switch
    {
        { First: 0, Last: null } => "all layers",
        { Last: null } => Invariant($"layers {First} to the last"),
        _ when First == Last => Invariant($"layer {First}"),
        _ => Invariant($"layers {First} to {Last}"),
    };
}

/// <summary>Runs of layers in order, none touching the next.</summary>
/// <param name="Ranges">The runs.</param>
internal sealed record LayerRanges(EquatableArray<LayerRange> Ranges)
{
    public static LayerRanges None { get; } = new([]);

    public static LayerRanges All { get; } = new([LayerRange.All]);

    public bool AreAll => Ranges.Count == 1 && Ranges[0] == LayerRange.All;

    public bool AreNone => Ranges.Count == 0;

    public LayerRanges Intersect(LayerRanges other) => new(Ranges
        .SelectMany(left => other.Ranges.Select(left.Intersect)).OfType<LayerRange>().OrderBy(range => range.First).ToEquatableArray());

    /// <summary>Such as <c>layers 0 to 3 and layer 8</c>.</summary>
    public string Describe() => string.Join(" and ", Ranges.Select(range => range.Describe()));
}
