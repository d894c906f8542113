using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>Puts a model's adaptations into the order in which they run, and settles their settings and names.</summary>
internal static class AdaptationPlanner
{
    public static EquatableArray<AdaptationPlan> Plan(EquatableArray<AdaptationSpec> adaptations)
    {
        // Two adaptations may give a parameter the same name in a delta; then all of them say whose it is.
        var names = adaptations.SelectMany(adaptation => adaptation.Trained.Select(trained => trained.Name)).ToArray();
        var areUnique = names.Distinct(StringComparer.Ordinal).Count() == names.Length;
        return adaptations
            .OrderBy(adaptation => adaptation.Order ?? 0).ThenBy(adaptation => adaptation.Id, StringComparer.Ordinal)
            .Select(adaptation => Plan(adaptation, areUnique)).ToEquatableArray();
    }

    private static AdaptationPlan Plan(AdaptationSpec adaptation, bool areUnique) => new()
    {
        Id = adaptation.Id!,
        Name = MemberNames.Of(adaptation.Name, "Adaptation"),
        Module = adaptation.Module,
        IsPublic = adaptation.IsPublic,
        Summary = adaptation.Summary,
        Sites = adaptation.Sites,
        Settings = adaptation.Settings
            .Where(setting => setting.Parameter is not null).Select(setting => Setting(adaptation.Id!, setting)).ToEquatableArray(),
        Parameters = adaptation.Trained
            .Select(trained => new AdaptedPlan(trained.Property, areUnique ? trained.Name : $"{adaptation.Id}.{trained.Name}", trained.Shape))
            .ToEquatableArray(),
    };

    private static SettingPlan Setting(string id, SettingSpec setting)
    {
        var isOpen = setting is { OpenFallback: not null, Given: null };
        return new(setting.Name, setting.Parameter!, $"{id}.{Names.CamelCase(setting.Name)}", isOpen ? null : setting.Value, setting.OpenFallback ?? 0);
    }
}
