namespace PastaGen.Training;

/// <summary>Work before the first update begins. Told to observers alone.</summary>
/// <param name="What">What begins, in words.</param>
public sealed record PretrainingPrepares(string What) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "prepares";
}

/// <summary>The run is about to make its first update.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Parameters">Elements of the encoder and its head.</param>
/// <param name="VocabularySize">Words of the vocabulary.</param>
/// <param name="Passages">Passages to learn from.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="HeldOutPassages">Passages to be judged by.</param>
/// <param name="TotalSteps">Updates of the whole run.</param>
public sealed record PretrainingStarted(
    string Model, long Parameters, int VocabularySize, int Passages, long Tokens, int HeldOutPassages, int TotalSteps) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "started";

    /// <summary>What products are computed in, and why.</summary>
    public required PrecisionChoice Precision { get; init; }
}

/// <summary>Vectors of the teacher were computed. Told to observers alone.</summary>
/// <param name="Passages">Passages of one text whose vectors are known.</param>
/// <param name="TotalPassages">Passages of that text.</param>
public sealed record TeacherProgressed(int Passages, int TotalPassages) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "teacher";
}

/// <summary>The backbone was written.</summary>
/// <param name="Step">The update that it is from.</param>
/// <param name="Path">The weights' file.</param>
/// <param name="Bytes">Its size.</param>
public sealed record BackboneSaved(int Step, string Path, long Bytes) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "saved";
}

/// <summary>The run is over.</summary>
/// <param name="Report">All of it.</param>
public sealed record PretrainingFinished(PretrainingReport Report) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "finished";
}
