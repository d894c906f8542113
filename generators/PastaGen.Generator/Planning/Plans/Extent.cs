using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>One size of a parameter's shape: a named size, some of them behind one another, or what a block's data flow makes of the encoder's configuration.</summary>
/// <param name="Dimension">The named size; without meaning where a method gives the size.</param>
/// <param name="Times">How many of them lie behind one another.</param>
/// <param name="Method">The method that gives the size; null where it is a named one.</param>
internal sealed record Extent(Dimension Dimension, int Times = 1, SizeMethod? Method = null)
{
    public static implicit operator Extent(Dimension dimension) => new(dimension);

    /// <summary>The size as one word, for hashes.</summary>
    public override string ToString()
    {
        var one = Method?.Name ?? Dimension.ToString();
        return Times == 1 ? one : FormattableString.Invariant($"{Times}*{one}");
    }
}

/// <summary>A static method that gives a size.</summary>
/// <param name="Type">The data flow that has it.</param>
/// <param name="Name">Its name.</param>
internal sealed record SizeMethod(TypeSpec Type, string Name);
