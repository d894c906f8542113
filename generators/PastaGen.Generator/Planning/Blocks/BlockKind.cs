using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>
/// A kind of block: which weights it needs, where it stands, which sites it offers, and its data flow. A new kind is one class
/// beside this one, its line in <see cref="BlockKinds"/>, and its attribute in the language.
/// </summary>
internal abstract class BlockKind
{
    /// <summary>The name of its attribute without the suffix.</summary>
    public abstract string Name { get; }

    /// <summary>Where it stands.</summary>
    public abstract Placement Placement { get; }

    /// <summary>Whether it computes positions from one another; it then reads <c>hidden</c>, answers for <c>read</c>, and takes the <c>rows</c>.</summary>
    public virtual bool MixesPositions => false;

    /// <summary>Whether files of a family may lack it.</summary>
    public virtual bool IsOptional => false;

    /// <summary>The weights that it needs.</summary>
    public abstract EquatableArray<RoleRule> Roles { get; }

    /// <summary>The sites that it offers, in the order of the data flow.</summary>
    public virtual EquatableArray<SiteRule> Sites => [];

    /// <summary>Whether such a block reads a setting that not every encoder has a use for.</summary>
    public virtual bool Reads(ConfigSetting setting, BlockSpec block) => false;

    /// <summary>What the block is, as a phrase for people.</summary>
    public abstract string Describe(BlockKindSpec spec);

    /// <summary>The data flow, where the compiler plans it.</summary>
    public virtual Flow Plan(BlockContext block) => new([], new("", ""));
}

/// <summary>Weights that a kind of block needs.</summary>
/// <param name="Role">The part that they play.</param>
/// <param name="Module">What they are.</param>
/// <param name="Shape">The shape of their weight.</param>
/// <param name="MayBeAbsent">Whether a declaration may leave them out.</param>
/// <param name="Property">The property of the data flow that holds them; null where the compiler plans it.</param>
internal sealed record RoleRule(string Role, ModuleKind Module, EquatableArray<Extent> Shape, bool MayBeAbsent = false, string? Property = null)
{
    /// <summary>In which encoders the weights are there where their member is nullable; <see cref="Presence.Always"/> where it must not be.</summary>
    public Presence WhereNullable { get; init; }

    /// <summary>Whether some encoder of every architecture lacks the weights, so that their member must be nullable.</summary>
    public bool IsNullable { get; init; }

    public static RoleRule Linear(Role role, Dimension rows, Dimension columns) => new(role.ToString(), ModuleKind.Linear, [rows, columns]);

    public static RoleRule Embedding(Role role, Dimension rows, Dimension width) => new(role.ToString(), ModuleKind.Embedding, [rows, width]);

    public static RoleRule Norm(Role role, Dimension width = Dimension.Hidden) => new(role.ToString(), ModuleKind.LayerNorm, [width]);

    /// <summary>The rule in an encoder with or without a projection behind its embeddings: without one, what is as wide as they are is as wide as a hidden state.</summary>
    public RoleRule Settled(bool isProjected) => Property is null && !isProjected
        ? this with { Shape = Shape.Select(size => size.Dimension == Dimension.Embedding ? size with { Dimension = Dimension.Hidden } : size).ToEquatableArray() }
        : this;

    /// <summary>The parameters of the weights. Biases, and norms as a whole, do not decay.</summary>
    public EquatableArray<ParameterPlan> Parameters(bool hasBias)
    {
        var weight = new ParameterPlan("weight", Shape, Decays: Module != ModuleKind.LayerNorm);
        return hasBias && Module != ModuleKind.Embedding ? [weight, new("bias", [Shape[0]], Decays: false)] : [weight];
    }
}

/// <summary>A site that a kind of block offers.</summary>
/// <param name="Site">The site.</param>
/// <param name="SeesEveryPosition">Whether its state holds every position even where the block answers for the first alone.</param>
internal sealed record SiteRule(Site Site, bool SeesEveryPosition);

/// <summary>The data flow of a block.</summary>
/// <param name="Steps">Its steps.</param>
/// <param name="Output">What it gives.</param>
/// <param name="Packing">In which layers its projections are one product; null where it has none.</param>
internal sealed record Flow(EquatableArray<Step> Steps, Output Output, Packing? Packing = null);

/// <summary>What a kind of block knows of one block when it plans the data flow.</summary>
/// <param name="Spec">What the declaration says of the block.</param>
/// <param name="Weights">The weights of each role.</param>
/// <param name="Frozen">The layers in which each role's weights are frozen, wherever the block stands.</param>
/// <param name="Adaptations">The model's adaptations, in the order in which they run.</param>
/// <param name="IsProjected">Whether a projection stands between the input and the layers.</param>
/// <param name="KnowsDistances">Whether attention knows distances where the config says so, and positions are then not added to the embeddings.</param>
internal sealed record BlockContext(
    BlockKindSpec Spec,
    IReadOnlyDictionary<string, WeightsSpec> Weights,
    IReadOnlyDictionary<string, LayerRanges> Frozen,
    EquatableArray<AdaptationPlan> Adaptations,
    bool IsProjected,
    bool KnowsDistances)
{
    /// <summary>The dropout of the hidden states where the block has one, as an expression.</summary>
    public string Dropout => Spec.Dropout ? "config.HiddenDropout" : "0";

    /// <summary>Whether the declaration has weights of a role.</summary>
    public bool Has(Role role) => Weights.ContainsKey(role.ToString());

    /// <summary>Whether some encoders lack the weights of a role.</summary>
    public bool IsNullable(Role role) => Has(role) && Weights[role.ToString()].IsNullable;

    /// <summary>The member that plays a role, as an expression that no state of the data flow hides.</summary>
    public string this[Role role] => Weights[role.ToString()].Property.Name is var name && char.IsLower(name[0]) ? $"this.{name}" : name;

    /// <summary>The adaptations of a site.</summary>
    public EquatableArray<Woven> At(Site site) => Adaptations
        .SelectMany(adaptation => adaptation.Insertions.Where(each => each.Site == site).Take(1).Select(each => new Woven(adaptation, each))).ToEquatableArray();

    /// <summary>A step that computes one state.</summary>
    public static Step Compute(string result, string expression, string shape, string? remark = null) => new Compute([result], expression, shape, remark);

    /// <summary>The step that weaves a site's adaptations in; none where there are none.</summary>
    /// <param name="site">The site.</param>
    /// <param name="state">The state that they change.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="surroundings">What it was computed from, as members of the site's context.</param>
    public IEnumerable<Step> Weave(Site site, string state, string shape, string surroundings = "") =>
        At(site) is { Count: > 0 } adaptations ? [new Weave(site, state, shape, surroundings, adaptations)] : [];
}
