namespace PastaGen.Generator.Planning.States;

/// <summary>What training does with a parameter.</summary>
internal enum State
{
    /// <summary>Loaded and never changed.</summary>
    Frozen,

    /// <summary>Loaded and trained.</summary>
    Trained,

    /// <summary>Added by an adaptation, and trained.</summary>
    Adapted,

    /// <summary>Given fresh values, and trained.</summary>
    Reset,
}

/// <summary>A state with its reason in a run of layers.</summary>
/// <param name="Layers">The layers; all of them for what stands outside layers.</param>
/// <param name="State">The state.</param>
/// <param name="Reason">Why, as a clause.</param>
internal sealed record StateRange(LayerRange Layers, State State, string Reason);

/// <summary>The states of a parameter, layer by layer: runs in order that cover every layer once.</summary>
/// <param name="Ranges">The runs.</param>
internal sealed record StateRanges(EquatableArray<StateRange> Ranges)
{
    /// <summary>One state everywhere.</summary>
    public static StateRanges Everywhere(State state, string reason) => new([new(LayerRange.All, state, reason)]);

    public bool IsUniform => Ranges.All(range => range.State == Ranges[0].State);

    /// <summary>The layers in which the parameter is frozen.</summary>
    public LayerRanges Frozen => In(State.Frozen);

    /// <summary>The states in a run of layers alone.</summary>
    public StateRanges In(LayerRange layers) => layers == LayerRange.All
        ? this
        : new(Ranges.Select(range => range.Layers.Intersect(layers) is { } shared ? range with { Layers = shared } : null).OfType<StateRange>().ToEquatableArray());

    /// <summary>The layers in which the parameter has a state, neighbors joined.</summary>
    public LayerRanges In(State state)
    {
        var joined = new List<LayerRange>();
        foreach (var range in Ranges.Where(range => range.State == state).Select(range => range.Layers))
        {
            if (joined.Count > 0 && joined[joined.Count - 1].Last + 1 == range.First)
                joined[joined.Count - 1] = new(joined[joined.Count - 1].First, range.Last);
            else joined.Add(range);
        }
        return new(joined.ToEquatableArray());
    }

    /// <summary>The states with a run of layers replaced.</summary>
    public StateRanges With(LayerRange layers, State state, string reason)
    {
        var ranges = new List<StateRange>();
        foreach (var range in Ranges)
        {
            if (layers.First > 0 && range.Layers.Intersect(new(0, layers.First - 1)) is { } before) ranges.Add(range with { Layers = before });
            if (layers.Last is { } last && range.Layers.Intersect(new(last + 1, null)) is { } after) ranges.Add(range with { Layers = after });
        }
        ranges.Add(new(layers, state, reason));
        return new(ranges.OrderBy(range => range.Layers.First).ToEquatableArray());
    }
}
