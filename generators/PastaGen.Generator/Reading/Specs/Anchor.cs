namespace PastaGen.Generator.Reading.Specs;

/// <summary>
/// Where a complaint belongs, by its place in the declarations and never by a position in a text: the pipeline may hold it, and
/// whoever reports finds the syntax again from the symbols.
/// </summary>
/// <param name="Type">Full metadata name of the type.</param>
/// <param name="Member">A member of the type; null for the type itself.</param>
/// <param name="Attribute">Index among the attributes of the type or member; -1 for its name.</param>
/// <param name="Argument">
/// An argument of the attribute: the name of a named one, or the place of a positional one as a number counted from 0; null for the whole attribute.
/// </param>
internal sealed record Anchor(string Type, string? Member = null, int Attribute = -1, string? Argument = null);
