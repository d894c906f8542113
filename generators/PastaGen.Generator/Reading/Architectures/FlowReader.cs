using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads the contract of a data flow that is stated in C#, from the class that a block kind's attribute names.</summary>
internal static class FlowReader
{
    private static readonly (string Base, Placement Placement)[] Placements =
    [
        (LanguageTypes.EmbeddingFlow, Placement.Input), (LanguageTypes.SharedFlow, Placement.Shared), (LanguageTypes.MixingFlow, Placement.Layer),
        (LanguageTypes.PositionwiseFlow, Placement.Layer), (LanguageTypes.FinalFlow, Placement.AfterLayers), (LanguageTypes.PoolerFlow, Placement.Pooler),
    ];

    private static readonly ReadOnce<StatedKind> Kinds = new(ReadAnew);

    /// <summary>The data flow of a block kind; null where the kind is none that states one.</summary>
    public static FlowSpec? Read(AttributeData attribute, Anchor anchor)
    {
        if (attribute.AttributeClass is not { } kind || Kinds.Of(kind) is not { Flow: { } flow, Parameters: var parameters }) return null;
        var settings = SettingReader.Read(attribute, anchor, LanguageTypes.BlockKindOf, parameters);
        return flow with { Settings = settings, UnsuppliedParameters = SettingReader.Unsupplied(settings, parameters) };
    }

    private static StatedKind ReadAnew(INamedTypeSymbol kind)
    {
        if (Flow(kind) is not { } type) return new(null, []);
        var bases = Bases(type).Select(each => each.FullMetadataName()).ToEquatableArray();
        var placement = Placements.Where(each => bases.Contains(each.Base)).Select(each => (Placement?)each.Placement).FirstOrDefault();
        var given = type.Attribute(LanguageTypes.Flow)?.Data;
        var constructor = Constructor(type, placement == Placement.Layer);
        var parameters = constructor?.Parameters.Skip(placement == Placement.Layer ? 2 : 1).ToArray() ?? [];
        var open = OpenMembers(type);
        var flow = new FlowSpec
        {
            Type = type.ToSpec(),
            Bases = bases,
            Obstacle = Obstacle(type, placement, given, constructor, open),
            Placement = placement ?? Placement.Layer,
            MixesPositions = bases.Contains(LanguageTypes.MixingFlow),
            Summary = given?.Text("summary") ?? "",
            Sites = given?.Sites("Sites") ?? [],
            SitesOfEveryToken = given?.Sites("SitesOfEveryToken") ?? [],
            Reads = given?.Members<ConfigSetting>("Reads") ?? [],
            Parts = open.OfType<IPropertySymbol>().Select(Part).OfType<PartSpec>().ToEquatableArray(),
            SharedParts = open.OfType<IPropertySymbol>().Where(IsShared).Select(property => new SharedPartSpec(property.Name, property.Type.ToSpec())).ToEquatableArray(),
            Settings = [],
            UnsuppliedParameters = [],
        };
        return new(flow, parameters);
    }

    private static INamedTypeSymbol? Flow(INamedTypeSymbol kind) => Bases(kind)
        .Where(each => each.Is(LanguageTypes.BlockKindOf)).Select(each => each.TypeArguments[0] as INamedTypeSymbol).FirstOrDefault();

    private static string? Obstacle(
        INamedTypeSymbol type, Placement? placement, AttributeData? given, IMethodSymbol? constructor, List<ISymbol> open)
    {
        if (placement is null) return "derives from none of EmbeddingFlow, SharedFlow, MixingFlow, PositionwiseFlow, FinalFlow and PoolerFlow";
        if (type.IsGenericType) return "is generic";
        if (!type.IsAbstract) return "is not abstract; the emitted block derives from it";
        if (!type.IsPublicEverywhere()) return "is not public";
        if (given is null) return "lacks [Flow]";
        var sites = given.Sites("Sites");
        if (sites.Contains(Site.LayerInput)) return "offers the site LayerInput, which every layer has before its blocks";
        if (placement == Placement.Pooler && sites.Count > 0) return $"offers the site {sites[0]}, but a pooler is given no batch with which to ask adaptations";
        if (constructor is null)
            return placement == Placement.Layer
                ? "has no constructor that takes an EncoderConfig, the layer's number as an int, and then settings"
                : "has no constructor that takes an EncoderConfig and then settings";
        foreach (var member in open)
        {
            if (member is not IPropertySymbol property) return $"leaves '{member.Name}' abstract; what is left to the emitted block are properties with [Part]";
            if (property.DeclaredAccessibility != Accessibility.Public || property.GetMethod is null || property.SetMethod is not null)
                return $"has the part '{property.Name}', which must be a public property with a getter alone";
            if (IsShared(property)) continue;
            if (property.Attribute(LanguageTypes.Part)?.Data is not { } part) return $"has the abstract property '{property.Name}' without [Part]";
            if (Shape(type, property, part) is { } mistake) return $"has the part '{property.Name}', {mistake}";
        }
        return null;
    }

    private static string? Shape(INamedTypeSymbol type, IPropertySymbol property, AttributeData part)
    {
        var sizes = property.Type.FullMetadataName() switch
        {
            "TorchSharp.Modules.Linear" or "TorchSharp.Modules.Embedding" => 2,
            "TorchSharp.Modules.LayerNorm" => 1,
            _ => 0,
        };
        if (sizes == 0) return "which is none of Linear, Embedding and LayerNorm";
        var shape = Sizes(part);
        if (shape.Count != sizes) return $"whose shape needs {(sizes == 1 ? "1 size" : "2 sizes")} and has {shape.Count}";
        if (part.Number("Times") is < 1) return "whose Times is below 1";
        foreach (var size in shape)
        {
            if (size is { Dimension: null, Method: null } or { Dimension: Dimension.Layers or Dimension.Labels or Dimension.Occurrences })
                return "whose shape holds what is neither a size of the encoder nor the name of a method";
            if (size.Method is { } method && !GivesNumber(type, method))
                return $"whose size {method} is no public static method of {type.Name} that takes an EncoderConfig and gives an int";
        }
        return null;
    }

    private static bool GivesNumber(INamedTypeSymbol type, string method) => Bases(type).Prepend(type).SelectMany(each => each.GetMembers(method)).OfType<IMethodSymbol>().Any(each =>
        each is { IsStatic: true, DeclaredAccessibility: Accessibility.Public, ReturnType.SpecialType: SpecialType.System_Int32, Parameters.Length: 1 }
        && each.Parameters[0].Type.Is(LanguageTypes.EncoderConfig));

    private static PartSpec? Part(IPropertySymbol property) => property.Attribute(LanguageTypes.Part)?.Data is { } part
        ? new(
            property.Name, part.Role() ?? property.Name, property.Type.ToSpec(), Sizes(part), part.Number("Times") ?? 1,
            property.NullableAnnotation == NullableAnnotation.Annotated)
        : null;

    private static EquatableArray<SizeNameSpec> Sizes(AttributeData part) => part.Argument("shape") is { Kind: TypedConstantKind.Array, IsNull: false } shape
        ? shape.Values.Select(value => new SizeNameSpec(
            Enum.TryParse<Dimension>(value.MemberName(), out var dimension) ? dimension : null, value.Value as string)).ToEquatableArray()
        : [];

    private static bool IsShared(IPropertySymbol property) =>
        property.Type is INamedTypeSymbol type && Bases(type).Any(each => each.Is(LanguageTypes.SharedFlow));

    // Abstract members that no class in between implements; those of the nearest class last.
    private static List<ISymbol> OpenMembers(INamedTypeSymbol type)
    {
        var implemented = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new List<ISymbol>();
        foreach (var each in Bases(type).Prepend(type))
            foreach (var member in Enumerable.Reverse(each.GetMembers()).Where(member => member is IPropertySymbol or IMethodSymbol { AssociatedSymbol: null }))
            {
                if (member.IsAbstract && !implemented.Contains(member)) open.Insert(0, member);
                if (Overridden(member) is { } overridden) implemented.Add(overridden);
            }
        return open;
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IPropertySymbol property => property.OverriddenProperty?.OriginalDefinition,
        IMethodSymbol method => method.OverriddenMethod?.OriginalDefinition,
        _ => null,
    };

    // An abstract class has a constructor for those alone who derive from it.
    private static IMethodSymbol? Constructor(INamedTypeSymbol type, bool inLayer) => type.InstanceConstructors
        .Where(each => each.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)
        .FirstOrDefault(each => each.Parameters.Length > 0 && each.Parameters[0].Type.Is(LanguageTypes.EncoderConfig)
            && (!inLayer || (each.Parameters.Length > 1 && each.Parameters[1].Type.SpecialType == SpecialType.System_Int32)));

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var each = type.BaseType; each is not null; each = each.BaseType) yield return each;
    }

    // What an attribute's class states, whatever one attribute sets: the flow without settings, and the parameters that take them.
    private sealed record StatedKind(FlowSpec? Flow, IParameterSymbol[] Parameters);
}
