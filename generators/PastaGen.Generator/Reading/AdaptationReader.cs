using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads an adaptation: the model's attribute and what the module behind it states.</summary>
internal static class AdaptationReader
{
    private const string Order = "Order";

    private static readonly ReadOnce<StatedAdaptation> Adaptations = new(ReadAnew);

    /// <summary>The adaptation that an attribute declares; null where it declares none.</summary>
    public static AdaptationSpec? Read(AttributeData attribute, Anchor anchor)
    {
        if (attribute.AttributeClass is not { } type || Adaptations.Of(type) is not { Adaptation: { } adaptation, Parameters: var parameters }) return null;
        var settings = SettingReader.Read(attribute, anchor, LanguageTypes.Adaptation, parameters);
        return adaptation with
        {
            Anchor = anchor,
            Order = attribute.Number(Order),
            Settings = settings,
            UnsuppliedParameters = SettingReader.Unsupplied(settings, parameters),
        };
    }

    private static StatedAdaptation ReadAnew(INamedTypeSymbol type)
    {
        if (Module(type) is not { } module) return new(null, []);
        var constructor = Constructor(module);
        var parameters = constructor?.Parameters.Skip(1).ToArray() ?? [];
        var livesAt = module.Attribute(LanguageTypes.LivesAt)?.Data;
        var adaptation = new AdaptationSpec
        {
            Anchor = new(type.FullMetadataName()),
            Name = type.AttributeName(),
            Module = module.ToSpec(),
            IsPublic = module.IsPublicEverywhere(),
            Id = livesAt?.Text("id"),
            Sites = livesAt?.Sites("sites") ?? [],
            Summary = livesAt?.Text("Summary") ?? "",
            Order = null,
            Settings = [],
            UnsuppliedParameters = [],
            HasConstructor = constructor is not null,
            Trained = Trained(module),
        };
        return new(adaptation, parameters);
    }

    // The attribute's own class is the user's; the generic base that it derives from names the module.
    private static INamedTypeSymbol? Module(INamedTypeSymbol type)
    {
        for (var each = type.BaseType; each is not null; each = each.BaseType)
            if (each.Is(LanguageTypes.Adaptation))
                return each.TypeArguments[0] as INamedTypeSymbol;
        return null;
    }

    private static IMethodSymbol? Constructor(INamedTypeSymbol module) => module.InstanceConstructors
        .Where(each => each.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal)
        .FirstOrDefault(each => each.Parameters.Length > 0 && each.Parameters[0].Type.Is(LanguageTypes.EncoderConfig));

    private static EquatableArray<TrainedSpec> Trained(INamedTypeSymbol module)
    {
        var trained = new List<TrainedSpec>();
        for (var each = module; each is not null; each = each.BaseType)
            foreach (var property in each.GetMembers().OfType<IPropertySymbol>())
                if (property.Attribute(LanguageTypes.Trains)?.Data is { } data && data.Text("name") is { } name)
                    trained.Add(new(property.Name, name, Shape(data)));
        return trained.ToEquatableArray();
    }

    private static EquatableArray<Dimension> Shape(AttributeData data) =>
        data.Argument("shape") is { Kind: TypedConstantKind.Array } shape
            ? shape.Values.Select(value => Enum.TryParse<Dimension>(value.MemberName(), out var dimension) ? dimension : (Dimension?)null)
                .OfType<Dimension>().ToEquatableArray()
            : [];

    // What an attribute's class states, whatever one attribute sets: the adaptation without settings, and the parameters that take them.
    private sealed record StatedAdaptation(AdaptationSpec? Adaptation, IParameterSymbol[] Parameters);
}
