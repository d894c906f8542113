using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads a stage: the model's attribute, and what the model that it names declares.</summary>
internal static class StageReader
{
    // The attribute's own default, which no symbol tells.
    private const double UsualShare = 0.1;

    /// <summary>The stage that an attribute declares; null where it declares none.</summary>
    public static StageSpec? Read(FoundAttribute attribute, CancellationToken cancellation)
    {
        if (!attribute.Is(LanguageTypes.StageOf) || attribute.Data.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol type) return null;
        return new()
        {
            Anchor = attribute.Anchor,
            Number = attribute.Data.Number("number") ?? 0,
            Type = type.ToSpec(),
            Model = ModelReader.ReadAlone(type, cancellation),
            HasStages = type.Attribute(LanguageTypes.StageOf) is not null,
            Share = Real(attribute.Data, "Share") ?? UsualShare,
            LearningRate = Real(attribute.Data, "LearningRate"),
        };
    }

    private static double? Real(AttributeData attribute, string name) => attribute.Argument(name)?.Value as double?;
}
