namespace PastaGen.Generator.Planning;

/// <summary>The compiler's record of a model, with every decision made.</summary>
internal sealed record Plan
{
    /// <summary>The totals in one sentence; null where sizes are open.</summary>
    public required string? Summary { get; init; }
}
