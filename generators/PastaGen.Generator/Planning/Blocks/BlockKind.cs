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

    /// <summary>What the block is, as a phrase for people.</summary>
    public abstract string Describe(BlockKindSpec spec);

    /// <summary>The data flow.</summary>
    public abstract Flow Plan(BlockContext block);
}

/// <summary>Where a block stands in an encoder.</summary>
internal enum Placement
{
    /// <summary>First: makes hidden states <c>[tokens, hidden]</c> from <c>batch</c>. Every architecture has one.</summary>
    Input,

    /// <summary>Between the input and the layers: makes hidden states from the input's, which are as wide as the embeddings. An architecture has at most one.</summary>
    Projection,

    /// <summary>In a layer: makes hidden states from <c>hidden</c>.</summary>
    Layer,

    /// <summary>After the last layer: makes hidden states from <c>hidden</c>.</summary>
    AfterLayers,

    /// <summary>Makes one state of a text, <c>[batch, hidden]</c>, from that of its <c>first</c> token. An architecture has at most one.</summary>
    Pooler,
}

/// <summary>Weights that a kind of block needs.</summary>
/// <param name="Role">The part that they play.</param>
/// <param name="Module">What they are.</param>
/// <param name="Rows">For a linear what it gives, for an embedding the number of rows, for a norm its width.</param>
/// <param name="Columns">For a linear what it takes, for an embedding the width of a row; for a norm the same as its rows.</param>
internal sealed record RoleRule(Role Role, ModuleKind Module, Dimension Rows, Dimension Columns)
{
    /// <summary>Whether a block may do without.</summary>
    public bool IsOptional { get; init; }

    /// <summary>In which encoders the weights are there where their member is nullable; <see cref="Presence.Always"/> where it must not be.</summary>
    public Presence WhereNullable { get; init; }

    public static RoleRule Linear(Role role, Dimension rows, Dimension columns) => new(role, ModuleKind.Linear, rows, columns);

    public static RoleRule Embedding(Role role, Dimension rows, Dimension width) => new(role, ModuleKind.Embedding, rows, width);

    public static RoleRule Norm(Role role, Dimension width = Dimension.Hidden) => new(role, ModuleKind.LayerNorm, width, width);

    /// <summary>The parameters of the weights. Biases, and norms as a whole, do not decay.</summary>
    public EquatableArray<ParameterPlan> Parameters => Module switch
    {
        ModuleKind.Linear => [new("weight", [Rows, Columns], Decays: true), new("bias", [Rows], Decays: false)],
        ModuleKind.Embedding => [new("weight", [Rows, Columns], Decays: true)],
        _ => [new("weight", [Rows], Decays: false), new("bias", [Rows], Decays: false)],
    };
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
/// <param name="Members">The member of each role.</param>
/// <param name="States">What training does with each role's weights.</param>
/// <param name="Adaptations">The model's adaptations, in the order in which they run.</param>
/// <param name="Nullable">The roles whose weights some encoders lack.</param>
/// <param name="IsProjected">Whether a projection stands between the input and the layers.</param>
internal sealed record BlockContext(
    BlockKindSpec Spec,
    IReadOnlyDictionary<Role, string> Members,
    IReadOnlyDictionary<Role, StateRanges> States,
    EquatableArray<AdaptationPlan> Adaptations,
    IReadOnlyCollection<Role> Nullable,
    bool IsProjected)
{
    /// <summary>The dropout of the hidden states where the block has one, as an expression.</summary>
    public string Dropout => Spec.Dropout ? "config.HiddenDropout" : "0";

    /// <summary>Whether the declaration has weights of a role.</summary>
    public bool Has(Role role) => Members.ContainsKey(role);

    /// <summary>The member that plays a role, as an expression that no state of the data flow hides.</summary>
    public string this[Role role] => char.IsLower(Members[role][0]) ? $"this.{Members[role]}" : Members[role];

    /// <summary>The adaptations of a site.</summary>
    public EquatableArray<AdaptationPlan> At(Site site) => Adaptations.Where(adaptation => adaptation.Sites.Contains(site)).ToEquatableArray();

    /// <summary>A step that computes one state.</summary>
    public static Step Compute(string result, string expression, string shape, string? remark = null) => new Compute([result], expression, shape, remark);

    /// <summary>The step that weaves a site's adaptations in; none where there are none.</summary>
    public IEnumerable<Step> Weave(Site site, string state, string shape) =>
        At(site) is { Count: > 0 } adaptations ? [new Weave(site, state, shape, adaptations)] : [];
}
