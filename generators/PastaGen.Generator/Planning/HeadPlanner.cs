using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>
/// Plans a model's head: the family's own, from the backbone's file where all of it or the head alone is trained, and fresh beside an adaptation.
/// An adaptation may ask for one linear on the same state, which a delta of its size can hold. Words are always scored by the family's own head. Features are the pooled states themselves.
/// </summary>
internal static class HeadPlanner
{
    /// <summary>The state that a model's head reads; null where the declaration lacks the head.</summary>
    public static HeadState? Reads(ModelSpec model)
    {
        if (model.Heads.Count == 0) return null;
        if (model.Heads[0].Kind.AnswersPerToken) return HeadState.EveryPosition;
        if (model.Heads[0].Features is { } features) return features.Pooling == Pooling.Mean ? HeadState.Mean : HeadState.FirstPosition;
        return model.Architecture.Head(model.Heads[0].Kind)?.Reads switch
        {
            HeadInput.PooledOutput => HeadState.PooledOutput,
            HeadInput.Mean => HeadState.Mean,
            _ => HeadState.FirstPosition,
        };
    }

    /// <summary>The key under which the config chooses what a model's head reads; null where it does not.</summary>
    public static string? ReadsKey(ModelSpec model) => model.Architecture.Head(model.Heads[0].Kind)?.ReadsKey;

    public static HeadPlan Plan(ModelSpec model, EncoderPlan encoder)
    {
        var head = model.Heads[0];
        if (head.Features is { } features) return Features(model, features);
        var held = model.Architecture.Head(head.Kind)!;
        var isOwn = model.Methods.Count > 0 || head.Kind.LabelsAreWords;
        var whole = model.HasWholeHead || head.Kind.LabelsAreWords;
        var (words, width) = head.Kind.LabelsAreWords ? Words(encoder) : (null, new Extent(Dimension.Hidden));
        return new()
        {
            Kind = head.Kind,
            CheckpointName = held.Name,
            Reads = Reads(model)!.Value,
            ReadsKey = ReadsKey(model),
            Labels = head.Labels,
            StartsFromBackbone = isOwn,
            DropsInput = whole && held.DropsInput,
            Dropout = head.Kind.LabelsAreWords ? null : held.Dropout,
            Activation = held.Activation,
            ActivationKey = held.ActivationKey,
            Parts = [.. whole ? Before(held, width) : [], Last(held)],
            Words = words,
        };
    }

    private static HeadPlan Features(ModelSpec model, FeaturesSpec features) => new()
    {
        Kind = model.Heads[0].Kind,
        CheckpointName = "",
        Reads = Reads(model)!.Value,
        ReadsKey = null,
        Labels = null,
        StartsFromBackbone = false,
        DropsInput = false,
        Dropout = null,
        Activation = null,
        ActivationKey = null,
        Parts = [],
        Words = null,
        Normalizes = features.Normalize,
    };

    private static IEnumerable<HeadPart> Before(CheckpointHeadSpec held, Extent width)
    {
        if (held.Dense is { } dense)
            yield return new(HeadRole.Dense, ModuleKind.Linear, dense, Parameters([width, Dimension.Hidden], decays: true, held.DenseHasBias));
        if (held.Norm is { } norm)
            yield return new(HeadRole.Norm, ModuleKind.LayerNorm, norm, Parameters([width], decays: false, held.NormHasBias));
    }

    private static HeadPart Last(CheckpointHeadSpec held) => held.Kind.LabelsAreWords
        ? new(HeadRole.Bias, Module: null, held.Name, [new("bias", [Dimension.Vocabulary], Decays: false)])
        : new(HeadRole.Output, ModuleKind.Linear, held.Name, Parameters([Dimension.Labels, Dimension.Hidden], decays: true, hasBias: true));

    private static EquatableArray<ParameterPlan> Parameters(EquatableArray<Extent> shape, bool decays, bool hasBias)
    {
        ParameterPlan weight = new("weight", shape, decays);
        return hasBias ? [weight, new("bias", [shape[0]], Decays: false)] : [weight];
    }

    private static (string Path, Extent Width) Words(EncoderPlan encoder)
    {
        var found = from use in encoder.BeforeLayers
                    from weights in use.Weights
                    where weights.Role == nameof(Role.Words)
                    select ($"{use.Name}.{weights.Member}", weights.Parameter("weight").Shape[1]);
        return found.First();
    }
}
