namespace PastaGen.Generator.Reading.Specs;

/// <summary>A type by its names.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="FullName">Its name, qualified from the root with <c>global::</c>.</param>
/// <param name="MetadataName">Its full metadata name: namespace, containing types before <c>+</c>, arity.</param>
internal sealed record TypeSpec(string Name, string FullName, string MetadataName);
