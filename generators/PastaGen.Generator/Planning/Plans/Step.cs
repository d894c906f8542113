using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>
/// One step of a block's data flow. Expressions are written in the engine's API over the steps' own names and the block's members,
/// so that a new kind of block needs no new kind of step.
/// </summary>
internal abstract record Step;

/// <summary>Computes states.</summary>
/// <param name="Results">Names of what it gives; several where the expression gives a tuple.</param>
/// <param name="Expression">The computation.</param>
/// <param name="Shape">The shape of what it gives, as the emitted comment shows it.</param>
/// <param name="Remark">Why it stands there, where that needs saying.</param>
internal sealed record Compute(EquatableArray<string> Results, string Expression, string Shape, string? Remark = null) : Step;

/// <summary>Calls the adaptations of a site, each on what the one before gave.</summary>
/// <param name="Site">The site.</param>
/// <param name="State">The state that they change.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Surroundings">What the state was computed from, as the members of the site's context that are there, each with its expression.</param>
/// <param name="Adaptations">Those that live there, in order; planning drops the step where there are none.</param>
internal sealed record Weave(Site Site, string State, string Shape, string Surroundings, EquatableArray<Woven> Adaptations) : Step;

/// <summary>Does one thing in the layers in which projections are one product, and another in the rest.</summary>
/// <param name="Packed">The steps where they are one product.</param>
/// <param name="Separate">The steps where they are not.</param>
internal sealed record ChooseByPacking(EquatableArray<Step> Packed, EquatableArray<Step> Separate) : Step;

/// <summary>What a block gives.</summary>
/// <param name="Expression">The computation.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record Output(string Expression, string Shape);
