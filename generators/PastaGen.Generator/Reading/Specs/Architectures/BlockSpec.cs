namespace PastaGen.Generator.Reading.Specs;

/// <summary>The interface of a block.</summary>
/// <param name="Type">The interface.</param>
/// <param name="Kind">Which data flow it has; null where it carries no block kind.</param>
/// <param name="Weights">Its weights in order.</param>
internal sealed record BlockSpec(TypeSpec Type, BlockKindSpec? Kind, EquatableArray<WeightsSpec> Weights);

/// <summary>A block kind as an attribute states it.</summary>
/// <param name="Name">The attribute's name without its suffix.</param>
/// <param name="Norm">Where the norm stands, for kinds that say it.</param>
/// <param name="Activation">The activation, for kinds that say it.</param>
/// <param name="Dropout">Whether training drops parts of its output, for kinds that say it.</param>
/// <param name="Anchor">The attribute.</param>
/// <param name="Flow">The data flow, where it is stated in C#; null for kinds that the compiler plans.</param>
internal sealed record BlockKindSpec(string Name, NormPlacement? Norm, Activation? Activation, bool Dropout, Anchor Anchor, FlowSpec? Flow);

/// <summary>A member of a block.</summary>
/// <param name="Property">The property.</param>
/// <param name="Role">The part that its weights play; null where it states none.</param>
/// <param name="Name">Their own part of the checkpoint name.</param>
/// <param name="Module">The member's type.</param>
/// <param name="HasBias">Whether a linear or a norm has a bias.</param>
/// <param name="FirstLayer">The first layer that has the weights; null where that is not said.</param>
internal sealed record WeightsSpec(PropertySpec Property, string? Role, string Name, TypeSpec Module, bool HasBias, int? FirstLayer)
{
    /// <summary>Whether some encoders or layers lack them.</summary>
    public bool IsNullable => Property.Declarations[Property.Declarations.Count - 1].MayBeNull;
}
