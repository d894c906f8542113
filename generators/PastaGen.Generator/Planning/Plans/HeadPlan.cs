using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>What a model reads its task's output from, and how.</summary>
internal sealed record HeadPlan
{
    /// <summary>Its kind.</summary>
    public required HeadKind Kind { get; init; }

    /// <summary>The checkpoint name of what gives the answer; the prefix does not apply. Empty where the head has no parameters.</summary>
    public required string CheckpointName { get; init; }

    /// <summary>The state that it reads.</summary>
    public required HeadState Reads { get; init; }

    /// <summary>The key under which the config chooses between the first position and the mean; null where it does not.</summary>
    public required string? ReadsKey { get; init; }

    /// <summary>The enum of its labels; null where the set is open.</summary>
    public required LabelsSpec? Labels { get; init; }

    /// <summary>Whether the backbone's own head is the start; else it gets fresh values.</summary>
    public required bool StartsFromBackbone { get; init; }

    /// <summary>Whether dropout acts on what it reads, before anything else.</summary>
    public required bool DropsInput { get; init; }

    /// <summary>How often dropout before the answer drops an element; null where there is no dropout.</summary>
    public required HeadDropout? Dropout { get; init; }

    /// <summary>The activation after its first linear; null where the config names it.</summary>
    public required Activation? Activation { get; init; }

    /// <summary>The key under which the config names that activation, else it is the one above; null where none does.</summary>
    public required string? ActivationKey { get; init; }

    /// <summary>Its parts in the order of the data flow.</summary>
    public required EquatableArray<HeadPart> Parts { get; init; }

    /// <summary>The embedding whose rows it takes the words' scores from, as a path of members; null for other heads.</summary>
    public required string? Words { get; init; }

    /// <summary>Whether the answer is divided by its length.</summary>
    public bool Normalizes { get; init; }

    /// <summary>Whether there is a module for it; else what it reads is the answer.</summary>
    public bool HasParameters => Parts.Count > 0;

    /// <summary>Whether it is one linear, which then is the head itself and no part of it.</summary>
    public bool IsOneLinear => Parts.Count == 1 && Words is null;

    /// <summary>Its parameters, part by part.</summary>
    public IEnumerable<HeadParameter> Parameters => Parts.SelectMany(ParametersOf);

    /// <summary>The parameters of one of its parts.</summary>
    public IEnumerable<HeadParameter> ParametersOf(HeadPart part) => part.Parameters.Select(parameter => Of(part, parameter));

    /// <summary>The part of a role; null where it has none.</summary>
    public HeadPart? Part(HeadRole role) => Parts.FirstOrDefault(part => part.Role == role);

    private HeadParameter Of(HeadPart part, ParameterPlan parameter)
    {
        var checkpointName = $"{part.CheckpointName}.{parameter.Leaf}";
        if (part.Module is null) return new($"Head.{part.Role}", $"Head.{part.Role}", checkpointName, $"head.{parameter.Leaf}", parameter);
        var (member, delta) = IsOneLinear ? ("Head", "head") : ($"Head.{part.Role}", $"head.{Names.CamelCase(part.Role.ToString())}");

        // The engine declares a bias as nullable; the modules made here have the ones that are planned.
        var forgiven = parameter.Leaf == "bias" ? "!" : "";
        return new($"{member}.{parameter.Leaf}", $"{member}.{parameter.Leaf}{forgiven}", checkpointName, $"{delta}.{parameter.Leaf}", parameter);
    }
}

/// <summary>What a head reads.</summary>
internal enum HeadState
{
    /// <summary>The pooler's answer.</summary>
    PooledOutput,

    /// <summary>The state of each row's first token.</summary>
    FirstPosition,

    /// <summary>The mean of the states of each row's tokens.</summary>
    Mean,

    /// <summary>The state of every token.</summary>
    EveryPosition,
}

/// <summary>A linear, a norm or a bare bias of a head.</summary>
/// <param name="Role">What it does.</param>
/// <param name="Module">What it is; null for a bare parameter.</param>
/// <param name="CheckpointName">Its name in a checkpoint, without leaf.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record HeadPart(HeadRole Role, ModuleKind? Module, string CheckpointName, EquatableArray<ParameterPlan> Parameters);

/// <summary>What a part of a head does; the emitted member bears its name.</summary>
internal enum HeadRole
{
    /// <summary>The linear before the activation.</summary>
    Dense,

    /// <summary>The norm after the activation.</summary>
    Norm,

    /// <summary>The linear that gives the labels' scores.</summary>
    Output,

    /// <summary>The words' bias.</summary>
    Bias,
}

/// <summary>One tensor of a head.</summary>
/// <param name="Member">Its place in the module tree.</param>
/// <param name="Expression">The same as an expression that is not null.</param>
/// <param name="CheckpointName">Its name in a checkpoint.</param>
/// <param name="DeltaName">Its name in a delta.</param>
/// <param name="Parameter">The tensor.</param>
internal sealed record HeadParameter(string Member, string Expression, string CheckpointName, string DeltaName, ParameterPlan Parameter);
