using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>What attention adds to its scores for the distance of query and key. Tables are <see cref="RelativeRows.Narrow">narrowed</see>.</summary>
public sealed record RelativeTerms
{
    /// <summary>Adds the query's product with the distance's row: <c>[rows, hidden]</c>, or <c>[rows, head size]</c> for all heads; null for none.</summary>
    public Tensor? Keys { get; init; }

    /// <summary>Adds the key's product with the distance's row: <c>[rows, hidden]</c>, or <c>[rows, head size]</c> for all heads; null for none.</summary>
    public Tensor? Queries { get; init; }

    /// <summary>Adds a number to the scaled score: <c>[rows, heads]</c>; null for none.</summary>
    public Tensor? Bias { get; init; }

    /// <summary>What all products are multiplied with; null for <c>1 / sqrt(head size)</c>.</summary>
    public double? Scale { get; init; }

    /// <summary>Whether a token that is not attended to attends evenly to its whole row, instead of to the tokens that are.</summary>
    public bool MasksQueries { get; init; }
}
