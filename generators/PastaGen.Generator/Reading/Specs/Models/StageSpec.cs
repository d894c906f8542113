namespace PastaGen.Generator.Reading.Specs;

/// <summary>A stage that a model declares before itself.</summary>
internal sealed record StageSpec
{
    /// <summary>The attribute.</summary>
    public required Anchor Anchor { get; init; }

    /// <summary>Its number.</summary>
    public required int Number { get; init; }

    /// <summary>The class that it names.</summary>
    public required TypeSpec Type { get; init; }

    /// <summary>What that class declares, its own stages left out; null where it is no model.</summary>
    public required ModelSpec? Model { get; init; }

    /// <summary>Whether that class has stages of its own.</summary>
    public required bool HasStages { get; init; }

    /// <summary>Its part of the whole training.</summary>
    public required double Share { get; init; }

    /// <summary>Its learning rate where a training names none; null where it is that of the last stage.</summary>
    public required double? LearningRate { get; init; }
}
