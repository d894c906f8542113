using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>Puts a model's adaptations into the order in which they run, and settles their places, settings and names.</summary>
internal static class AdaptationPlanner
{
    /// <summary>The adaptations that add modules.</summary>
    public static EquatableArray<AdaptationPlan> Plan(EquatableArray<AdaptationSpec> adaptations, ArchitectureSpec architecture)
    {
        // Two adaptations may give a parameter the same name in a delta; then all of them say whose it is.
        var names = adaptations.SelectMany(adaptation => adaptation.Module?.Trained ?? []).Select(trained => trained.Name).ToArray();
        var areUnique = names.Distinct(StringComparer.Ordinal).Count() == names.Length;
        return InOrder(adaptations).Where(adaptation => adaptation.Module is not null)
            .Select(adaptation => Plan(adaptation, adaptation.Module!, architecture, areUnique)).ToEquatableArray();
    }

    /// <summary>The adaptations in the order in which they run.</summary>
    public static IEnumerable<AdaptationSpec> InOrder(EquatableArray<AdaptationSpec> adaptations) =>
        adaptations.OrderBy(adaptation => adaptation.Order ?? 0).ThenBy(adaptation => adaptation.Id, StringComparer.Ordinal);

    /// <summary>The layers in which an adaptation lives.</summary>
    public static LayerRange Layers(AdaptationSpec adaptation) =>
        new(adaptation.FirstLayer ?? 0, adaptation.LastLayer is null or -1 ? null : adaptation.LastLayer);

    private static AdaptationPlan Plan(AdaptationSpec adaptation, AdaptationModuleSpec module, ArchitectureSpec architecture, bool areUnique)
    {
        var (id, name) = (adaptation.Id!, MemberNames.Of(adaptation.Name, "Adaptation"));
        var offered = AdaptationPlaces.Offered(architecture, module);
        return new()
        {
            Id = id,
            Name = name,
            Module = module.Type,
            IsPublic = module.IsPublic,
            Summary = module.Summary,
            Sites = adaptation.Sites,
            Insertions = adaptation.CalledAt.Where(site => offered.Contains(site))
                .SelectMany(site => AdaptationPlaces.Of(architecture, site, module.IsPlaced ? name + site : name)).ToEquatableArray(),
            IsPlaced = module.IsPlaced,
            IsPerToken = module.IsPerToken,
            Merges = module.Merges,
            StartsFromLinear = module.StartsFromLinear,
            Layers = Layers(adaptation),
            OpenSites = adaptation.SitesAreOpen ? new("Sites", "sites", $"{id}.sites", null, Sites(adaptation.Sites)) : null,
            Settings = adaptation.Settings
                .Where(setting => setting.Parameter is not null).Select(setting => Setting(id, setting)).ToEquatableArray(),
            Parameters = module.Trained
                .Select(trained => new AdaptedPlan(
                    trained.Property, areUnique ? trained.Name : $"{id}.{trained.Name}", AdaptedShapes.Settle(trained.Shape, adaptation, Layers(adaptation)), trained.When))
                .ToEquatableArray(),
        };
    }

    private static ConstantSpec Sites(EquatableArray<Site> sites) =>
        new(ConstantKind.EnumMember, string.Join(" | ", sites), new TypeSpec("Site", "global::PastaGen.Site", "PastaGen.Site"));

    private static SettingPlan Setting(string id, SettingSpec setting)
    {
        var isOpen = setting is { OpenFallback: not null, Given: null };
        return new(
            setting.Name, setting.Parameter!, $"{id}.{Names.CamelCase(setting.Name)}", isOpen ? null : setting.Value, isOpen ? setting.OpenFallback : null)
        { IsUnbound = setting.IsUnbound };
    }
}
