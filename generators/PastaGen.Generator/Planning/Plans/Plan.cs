using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>
/// The compiler's record of a model, with every decision made: emitting asks nothing more. Plans are immutable records that are
/// equal when their content is, and hold nothing of the compiler platform; whoever adds a member keeps both rules.
/// </summary>
internal sealed record Plan
{
    /// <summary>The class and the types around it.</summary>
    public required DeclarationSpec Declaration { get; init; }

    /// <summary>The interface of the architecture.</summary>
    public required TypeSpec Architecture { get; init; }

    /// <summary>The <c>model_type</c> that the model reads.</summary>
    public required string ModelType { get; init; }

    /// <summary>How its config.json files state settings.</summary>
    public required ConfigLayoutPlan Config { get; init; }

    /// <summary>What may stand before the encoder's names in a checkpoint.</summary>
    public required string Prefix { get; init; }

    /// <summary>Ids of what is trained, in order: adaptations, <c>full</c> or <c>head-only</c>.</summary>
    public required EquatableArray<string> Methods { get; init; }

    /// <summary>How the Python library's files hold the methods that it knows, by their ids.</summary>
    public required EquatableArray<InterchangePlan> Interchanges { get; init; }

    /// <summary>The sizes.</summary>
    public required SizePlan Size { get; init; }

    /// <summary>How many layers a backbone must have so that those which the declaration names are there; 0 where it names none or sizes are known.</summary>
    public required int FewestLayers { get; init; }

    /// <summary>Blocks before, between and after the layers.</summary>
    public required EncoderPlan Encoder { get; init; }

    /// <summary>The adaptations, in the order in which they run.</summary>
    public required EquatableArray<AdaptationPlan> Adaptations { get; init; }

    /// <summary>The head.</summary>
    public required HeadPlan Head { get; init; }

    /// <summary>The stages before it, in their order.</summary>
    public required EquatableArray<StagePlan> Stages { get; init; }

    /// <summary>Totals; null where sizes are open.</summary>
    public required Totals? Totals { get; init; }

    /// <summary>SHA-256 of what makes the plan this plan, in lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Every block of the encoder in the order of the data flow.</summary>
    public IEnumerable<BlockUse> Blocks => Encoder.Blocks;

    /// <summary>The adaptations of a site, in the order in which they run.</summary>
    public IEnumerable<Woven> At(Site site) =>
        Adaptations.SelectMany(adaptation => adaptation.Insertions.Where(each => each.Site == site).Select(each => new Woven(adaptation, each)));
}

/// <summary>How the Python library's files hold a method.</summary>
/// <param name="Id">The method's id.</param>
/// <param name="Format">The class that says so.</param>
internal sealed record InterchangePlan(string Id, TypeSpec Format);

/// <summary>The sizes of a model.</summary>
/// <param name="Name">The preset's name, the config file's path, or <c>open</c>.</param>
/// <param name="Sizes">The numbers; null where they are open.</param>
internal sealed record SizePlan(string Name, Sizes? Sizes);
