using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads a model class off its symbol.</summary>
internal static class ModelReader
{
    /// <summary>Metadata name of the attribute that makes a class a model.</summary>
    public const string ModelAttribute = "PastaGen.ModelAttribute`1";

    /// <summary>What the class declares; null where it carries no model attribute whose architecture is an interface.</summary>
    public static ModelSpec? Read(INamedTypeSymbol type, CancellationToken cancellation) => null;
}
