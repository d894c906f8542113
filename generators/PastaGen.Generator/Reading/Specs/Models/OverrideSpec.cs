namespace PastaGen.Generator.Reading.Specs;

/// <summary>The model's own word on members of one block.</summary>
internal sealed record OverrideSpec
{
    /// <summary>The attribute.</summary>
    public required Anchor Anchor { get; init; }

    /// <summary>Whether it trains the members; else it freezes them.</summary>
    public required bool Trains { get; init; }

    /// <summary>The interface that declares the members.</summary>
    public required TypeSpec Block { get; init; }

    /// <summary>Names of the members; empty means all.</summary>
    public required EquatableArray<string> Members { get; init; }

    /// <summary>The first layer that is meant; null where it is not given.</summary>
    public required int? FirstLayer { get; init; }

    /// <summary>The last layer that is meant; null where it is not given.</summary>
    public required int? LastLayer { get; init; }
}
