namespace PastaGen.Generator.Reading.Specs;

/// <summary>The numbers behind a preset or a config.json.</summary>
internal sealed record Sizes
{
    public required int HiddenSize { get; init; }

    public required int LayerCount { get; init; }

    public required int HeadCount { get; init; }

    public required int IntermediateSize { get; init; }

    public required int VocabularySize { get; init; }

    public required int PositionCount { get; init; }

    public required int TokenTypeCount { get; init; }
}
