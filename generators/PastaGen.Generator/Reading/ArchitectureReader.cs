using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads an architecture off its interface, from source and from metadata alike.</summary>
internal static class ArchitectureReader
{
    /// <summary>Metadata name of the attribute that makes an interface an architecture.</summary>
    public const string ArchitectureAttribute = "PastaGen.ArchitectureAttribute";

    /// <summary>What the interface declares.</summary>
    public static ArchitectureSpec Read(INamedTypeSymbol type, CancellationToken cancellation) => throw new InvalidOperationException(type.Name);
}
