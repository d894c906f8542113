using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Checks;

/// <summary>Whether a model says once what is trained, and whether its adaptations fit it and one another.</summary>
internal static class MethodChecks
{
    public static void Check(ModelSpec model, List<Complaint> complaints)
    {
        if (model.Learns) Methods(model, complaints);
        else Trainers(model, complaints);
        for (var i = 0; i < model.Adaptations.Count; i++)
        {
            Module(model.Adaptations[i], complaints);
            for (var j = 0; j < i; j++) Pair(model.Adaptations[j], model.Adaptations[i], complaints);
        }
    }

    /// <summary>Whether the architecture, which must be whole, has the sites and layers that adaptations name.</summary>
    public static void Places(ModelSpec model, Sizes? sizes, List<Complaint> complaints)
    {
        foreach (var adaptation in model.Adaptations)
        {
            Sites(adaptation, model.Architecture, complaints);
            Layers(adaptation, sizes, complaints);
        }
    }

    private static void Methods(ModelSpec model, List<Complaint> complaints)
    {
        var said = model.Methods.Select(method => (method.Name, method.Anchor)).ToList();
        if (model.Adaptations.Count > 0 && said.Count > 0) said.Add((model.Adaptations[0].Name, model.Adaptations[0].Anchor));
        var inOrder = said.OrderBy(each => each.Anchor.Attribute).ToArray();
        for (var i = 1; i < inOrder.Length; i++)
            complaints.Add(new(ComplaintIds.ClashingMethods, inOrder[i].Anchor, [inOrder[0].Name, inOrder[i].Name]));
        if (model.Methods.Count == 0 && model.Adaptations.Count == 0)
            complaints.Add(new(ComplaintIds.NoMethod, new(model.Declaration.MetadataName), [model.Declaration.Name]));
    }

    private static void Trainers(ModelSpec model, List<Complaint> complaints)
    {
        var trainers = model.Methods.Select(method => (method.Name, method.Anchor))
            .Concat(model.Adaptations.Select(adaptation => (adaptation.Name, adaptation.Anchor)))
            .Concat(model.Stages.Select(stage => ($"Stage<{stage.Type.Name}>", stage.Anchor)))
            .Concat(model.Overrides.Where(each => each.Trains).Select(each => ($"Trained<{each.Block.Name}>", each.Anchor)));
        foreach (var (name, anchor) in trainers)
            complaints.Add(new(ComplaintIds.NothingToLearn, anchor, [model.Declaration.Name, name]));
    }

    private static void Module(AdaptationSpec adaptation, List<Complaint> complaints)
    {
        if (adaptation.Module is not { } stated) return;
        var (name, module) = (adaptation.Name, stated.Type.Name);
        if (adaptation.Id is null) complaints.Add(new(ComplaintIds.AdaptationWithoutSites, adaptation.Anchor, [name, module]));
        if (!stated.HasConstructor)
        {
            complaints.Add(new(ComplaintIds.AdaptationWithoutConstructor, adaptation.Anchor, [module, name]));
            return;
        }
        if (stated.Trained.Count == 0) complaints.Add(new(ComplaintIds.AdaptationTrainsNothing, adaptation.Anchor, [name, module]));
        foreach (var setting in adaptation.Settings)
        {
            if (setting.Parameter is null)
            {
                // A setting may be about weights of the backbone alone.
                if (!adaptation.Weights.Any(weights => weights.When == setting.Name || weights.LayersAlone == setting.Name))
                    complaints.Add(new(ComplaintIds.SettingWithoutParameter, adaptation.Anchor, [name, setting.Name, module, Names.CamelCase(setting.Name)]));
            }
            else if (setting.Value is null && setting.OpenFallback is null)
                complaints.Add(new(ComplaintIds.SettingWithoutValue, adaptation.Anchor, [name, setting.Name, module]));
            else if (SizeBelowOne(setting, adaptation, stated) is { } size)
                complaints.Add(new(ComplaintIds.SettingBelowOne, setting.Given ?? adaptation.Anchor, [name, setting.Name, size]));
        }
        foreach (var parameter in adaptation.UnsuppliedParameters)
            complaints.Add(new(ComplaintIds.SettingWithoutValue, adaptation.Anchor, [name, parameter, module]));
        foreach (var trained in stated.Trained)
            foreach (var unknown in trained.Shape.SelectMany(size => Unknown(size, adaptation)))
                complaints.Add(new(ComplaintIds.UnknownSize, adaptation.Anchor, [trained.Property, module, unknown, name]));
        foreach (var setting in adaptation.Settings)
            foreach (var unknown in setting.Divided.SelectMany(size => Unknown(size, adaptation)))
                complaints.Add(new(ComplaintIds.UnknownSize, adaptation.Anchor, [setting.Name, $"[{name}]", unknown, name]));
    }

    // An open whole number is a size whatever it is for; another where a shape names it, or a size that some setting divides.
    private static string? SizeBelowOne(SettingSpec setting, AdaptationSpec adaptation, AdaptationModuleSpec module)
    {
        var isSize = setting.OpenFallback is { Kind: ConstantKind.Integer }
            || module.Trained.SelectMany(trained => trained.Shape).Concat(adaptation.Settings.SelectMany(other => other.Divided))
                .Any(size => size.Factors.Any(factor => factor.Name == setting.Name));
        var value = setting.Given is null ? setting.OpenFallback ?? setting.Value : setting.Value;
        return isSize && value is { Kind: ConstantKind.Integer } && value.Text[0] is '-' or '0' ? value.Text : null;
    }

    private static IEnumerable<string> Unknown(SizeProduct size, AdaptationSpec adaptation) =>
        size.Factors.Where(factor => !IsSize(factor, adaptation)).Select(factor => factor.Name)
            .Concat(size.Factors.Select(factor => factor.LessOneIf).OfType<string>().Concat(size.Unless).Where(choice => !AdaptedShapes.IsChoice(choice, adaptation)));

    private static bool IsSize(SizeFactor factor, AdaptationSpec adaptation) => factor.Number > 0
        || adaptation.Settings.FirstOrDefault(setting => setting.Name == factor.Name) is { } setting && IsWholeNumber(setting)
        || factor.Dimension is not (null or Dimension.Occurrences)
            && (adaptation.Module!.IsPlaced || factor.Dimension is not (Dimension.Input or Dimension.Output));

    private static bool IsWholeNumber(SettingSpec setting) => (setting.Value ?? setting.OpenFallback) is { Kind: ConstantKind.Integer };

    private static void Sites(AdaptationSpec adaptation, ArchitectureSpec architecture, List<Complaint> complaints)
    {
        if (adaptation.Module is not { } module) return;
        var offered = AdaptationPlaces.Offered(architecture, module);
        var where = $"{architecture.Type.Name}{(module.StartsFromLinear ? " as a linear of its own" : "")}";
        foreach (var site in adaptation.Sites)
            if (!module.Sites.Contains(site))
                complaints.Add(new(
                    ComplaintIds.SiteNotOffered, adaptation.Anchor, [adaptation.Name, site.ToString(), module.Type.Name, string.Join(", ", module.Sites)]));
            else if (!offered.Contains(site))
                complaints.Add(new(
                    ComplaintIds.SiteNotOffered, adaptation.Anchor, [adaptation.Name, site.ToString(), where, string.Join(", ", offered)]));
            else if (module.IsPlaced && AdaptationPlaces.Of(architecture, site, "").ToArray() is { Length: > 1 } places)
                complaints.Add(new(
                    ComplaintIds.SiteTwice, adaptation.Anchor,
                    [adaptation.Name, site.ToString(), architecture.Type.Name, string.Join(" and ", places.Select(place => place.Block))]));
    }

    private static void Layers(AdaptationSpec adaptation, Sizes? sizes, List<Complaint> complaints)
    {
        if (adaptation.FirstLayer is null && adaptation.LastLayer is null) return;
        var (first, last) = (adaptation.FirstLayer ?? 0, adaptation.LastLayer is null or -1 ? null : adaptation.LastLayer);
        var mistake = adaptation.Module is { IsPlaced: false, KnowsLayers: false } module ? $"{module.Type.Name} holds the parameters of all layers at once"
            : first < 0 ? FormattableString.Invariant($"FirstLayer is {first}, and layers count from 0")
            : last < first ? FormattableString.Invariant($"FirstLayer is {first} and LastLayer is {last}")
            : sizes is not null && Math.Max(first, last ?? 0) is var beyond && beyond >= sizes.LayerCount
                ? FormattableString.Invariant($"it names layer {beyond}, and the last of the model's {sizes.LayerCount} layers is {sizes.LayerCount - 1}")
            : null;
        if (mistake is not null)
            complaints.Add(new(
                ComplaintIds.AdaptedLayersMissing, adaptation.Anchor with { Argument = adaptation.FirstLayer is null ? "LastLayer" : "FirstLayer" }, [adaptation.Name, mistake]));
    }

    private static void Pair(AdaptationSpec early, AdaptationSpec late, List<Complaint> complaints)
    {
        if (early.Id is null || late.Id is null) return;
        if (early.Id == late.Id)
        {
            complaints.Add(new(ComplaintIds.RepeatedAdaptation, late.Anchor, [late.Name, late.Id, early.Name]));
            return;
        }
        if ((Exclusion(early, late) ?? Exclusion(late, early)) is { } exclusion)
        {
            complaints.Add(new(ComplaintIds.ExcludedAdaptation, late.Anchor, [early.Name, late.Name, exclusion.Because]));
            return;
        }
        var shared = early.CalledAt.Where(site => late.CalledAt.Contains(site)).ToArray();
        if (shared.Length == 0) return;
        if ((early.Order ?? 0) == (late.Order ?? 0))
        {
            complaints.Add(new(ComplaintIds.UnorderedWriters, late.Anchor, [early.Name, late.Name, string.Join(" and ", shared)]));
            return;
        }
        var (first, second) = (early.Order ?? 0) < (late.Order ?? 0) ? (early, late) : (late, early);
        if (second.Module!.StartsFromLinear)
            complaints.Add(new(ComplaintIds.LinearsAnswerChanged, second.Anchor, [first.Name, second.Name, string.Join(" and ", shared)]));
    }

    private static ExclusionSpec? Exclusion(AdaptationSpec one, AdaptationSpec other) => one.Exclusions.FirstOrDefault(each => each.Id == other.Id);
}
