using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads an adaptation: the model's attribute, and what its class and the module behind it state.</summary>
internal static class AdaptationReader
{
    private static readonly ReadOnce<StatedAdaptation> Adaptations = new(ReadAnew);

    /// <summary>The adaptation that an attribute declares; null where it declares none.</summary>
    public static AdaptationSpec? Read(AttributeData attribute, Anchor anchor)
    {
        if (attribute.AttributeClass is not { } type || Adaptations.Of(type) is not { Adaptation: { } adaptation, Parameters: var parameters }) return null;
        var settings = SettingReader.Read(attribute, anchor, adaptation.Module is null ? LanguageTypes.AdaptationBase : LanguageTypes.Adaptation, parameters);
        var sites = attribute.Sites("Sites");
        return adaptation with
        {
            Anchor = anchor,
            Given = sites.Count > 0 ? sites : null,
            FirstLayer = attribute.Number("FirstLayer"),
            LastLayer = attribute.Number("LastLayer"),
            Order = attribute.Number("Order"),
            Settings = settings,
            UnsuppliedParameters = SettingReader.Unsupplied(settings, parameters),
        };
    }

    private static StatedAdaptation ReadAnew(INamedTypeSymbol type)
    {
        if (!IsAdaptation(type)) return new(null, []);
        var weights = type.GetAttributes().Where(each => each.AttributeClass.Is(LanguageTypes.TrainsWeights)).Select(Weights).ToEquatableArray();
        var module = Module(type);
        if (module is null && weights.Count == 0) return new(null, []);
        var constructor = module is null ? null : Constructor(module);
        var parameters = constructor?.Parameters.Skip(IsPlaced(module!) ? 2 : 1).Where(parameter => !parameter.Type.Is(LanguageTypes.AdaptedLayers)).ToArray() ?? [];
        var adaptation = new AdaptationSpec
        {
            Anchor = new(type.FullMetadataName()),
            Name = type.AttributeName(),
            Module = module is null ? null : Module(module, constructor),
            Id = module?.Attribute(LanguageTypes.LivesAt)?.Data.Text("id") ?? (module is null ? weights[0].Id : null),
            Given = null,
            FirstLayer = null,
            LastLayer = null,
            Order = null,
            Settings = [],
            UnsuppliedParameters = [],
            Weights = weights,
            Interchange = (type.GetAttributes().FirstOrDefault(each => each.AttributeClass.Is(LanguageTypes.Interchange))?.AttributeClass?.TypeArguments[0] as INamedTypeSymbol)?.ToSpec(),
            Exclusions = type.GetAttributes().Where(each => each.AttributeClass.Is(LanguageTypes.Excludes))
                .Select(each => new ExclusionSpec(each.Text("id") ?? "", each.Text("because") ?? "")).ToEquatableArray(),
        };
        return new(adaptation, parameters);
    }

    private static bool IsAdaptation(INamedTypeSymbol type)
    {
        for (var each = type.BaseType; each is not null; each = each.BaseType)
            if (each.Is(LanguageTypes.AdaptationBase) || each.Is(LanguageTypes.Adaptation))
                return true;
        return false;
    }

    // The attribute's own class is the user's; the generic base that it derives from names the module.
    private static INamedTypeSymbol? Module(INamedTypeSymbol type)
    {
        for (var each = type.BaseType; each is not null; each = each.BaseType)
            if (each.Is(LanguageTypes.Adaptation))
                return each.TypeArguments[0] as INamedTypeSymbol;
        return null;
    }

    private static AdaptationModuleSpec Module(INamedTypeSymbol module, IMethodSymbol? constructor)
    {
        var livesAt = module.Attribute(LanguageTypes.LivesAt)?.Data;
        return new()
        {
            Type = module.ToSpec(),
            IsPublic = module.IsPublicEverywhere(),
            Sites = livesAt?.Sites("sites") ?? [],
            Usual = livesAt?.Sites("Usual") ?? [],
            IsPerToken = livesAt?.Flag("IsPerToken", false) ?? false,
            IsPlaced = IsPlaced(module),
            KnowsLayers = constructor?.Parameters.Any(parameter => parameter.Name == "layers" && parameter.Type.Is(LanguageTypes.AdaptedLayers)) ?? false,
            Merges = module.AllInterfaces.Any(each => each.Is(LanguageTypes.MergesIntoLinear)),
            StartsFromLinear = module.AllInterfaces.Any(each => each.Is(LanguageTypes.StartsFromLinear)),
            TakesOneLinear = livesAt?.Flag("TakesOneLinear", false) ?? false,
            Summary = livesAt?.Text("Summary") ?? "",
            HasConstructor = constructor is not null,
            Trained = Trained(module),
        };
    }

    private static bool IsPlaced(INamedTypeSymbol module)
    {
        for (var each = module.BaseType; each is not null; each = each.BaseType)
            if (each.Is(LanguageTypes.PlacedAdaptation))
                return true;
        return false;
    }

    private static IMethodSymbol? Constructor(INamedTypeSymbol module) => module.InstanceConstructors
        .Where(each => each.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal)
        .FirstOrDefault(each => each.Parameters.Length > 0 && each.Parameters[0].Type.Is(LanguageTypes.EncoderConfig)
            && (!IsPlaced(module) || (each.Parameters.Length > 1 && each.Parameters[1].Type.Is(LanguageTypes.Place))));

    private static TrainedWeightsSpec Weights(AttributeData data) => new(
        data.Text("id") ?? "",
        data.Argument("weights") is { Value: int kinds } ? (WeightKinds)kinds : WeightKinds.None,
        data.Text("When"),
        data.Text("Is"),
        data.Text("LayersAlone"),
        data.Flag("OfAdaptedLinears", false));

    private static EquatableArray<TrainedSpec> Trained(INamedTypeSymbol module)
    {
        var trained = new List<TrainedSpec>();
        for (var each = module; each is not null; each = each.BaseType)
            foreach (var property in each.GetMembers().OfType<IPropertySymbol>())
                if (property.Attribute(LanguageTypes.Trains)?.Data is { } data && data.Text("name") is { } name)
                    trained.Add(new(property.Name, name, data.SizeProducts("shape"), data.Text("When")));
        return trained.ToEquatableArray();
    }

    // What an attribute's class states, whatever one attribute sets: the adaptation without settings, and the parameters that take them.
    private sealed record StatedAdaptation(AdaptationSpec? Adaptation, IParameterSymbol[] Parameters);
}
