using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>An attribute that a person wrote, and where it stands.</summary>
internal sealed record FoundAttribute(AttributeData Data, Anchor Anchor)
{
    /// <summary>The written attributes of a symbol, in order.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="place">The symbol's own anchor.</param>
    public static FoundAttribute[] Of(ISymbol symbol, Anchor place)
    {
        var written = symbol.WrittenAttributes();
        var found = new FoundAttribute[written.Count];
        for (var i = 0; i < found.Length; i++) found[i] = new(written[i], place with { Attribute = i });
        return found;
    }

    /// <summary>Whether its class is the one of a metadata name.</summary>
    public bool Is(string metadataName) => Data.AttributeClass.Is(metadataName);
}
