using PastaGen.Generator.Planning.Blocks;
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
            Sites(model.Adaptations[i], model.Architecture, complaints);
            for (var j = 0; j < i; j++) Pair(model.Adaptations[j], model.Adaptations[i], complaints);
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
            .Concat(model.Overrides.Where(each => each.Trains).Select(each => ($"Trained<{each.Block.Name}>", each.Anchor)));
        foreach (var (name, anchor) in trainers)
            complaints.Add(new(ComplaintIds.NothingToLearn, anchor, [model.Declaration.Name, name]));
    }

    private static void Module(AdaptationSpec adaptation, List<Complaint> complaints)
    {
        var (name, module) = (adaptation.Name, adaptation.Module.Name);
        if (adaptation.Id is null) complaints.Add(new(ComplaintIds.AdaptationWithoutSites, adaptation.Anchor, [name, module]));
        if (!adaptation.HasConstructor)
        {
            complaints.Add(new(ComplaintIds.AdaptationWithoutConstructor, adaptation.Anchor, [module, name]));
            return;
        }
        if (adaptation.Trained.Count == 0) complaints.Add(new(ComplaintIds.AdaptationTrainsNothing, adaptation.Anchor, [name, module]));
        foreach (var setting in adaptation.Settings)
        {
            if (setting.Parameter is null)
                complaints.Add(new(ComplaintIds.SettingWithoutParameter, adaptation.Anchor, [name, setting.Name, module, Names.CamelCase(setting.Name)]));
            else if (setting.Value is null && setting.OpenFallback is null)
                complaints.Add(new(ComplaintIds.SettingWithoutValue, adaptation.Anchor, [name, setting.Name, module]));
            else if (setting is { OpenFallback: not null, Given: { } given, Value: { Kind: ConstantKind.Integer } value } && value.Text[0] is '-' or '0')
                complaints.Add(new(ComplaintIds.SettingBelowOne, given, [name, setting.Name, value.Text]));
        }
        foreach (var parameter in adaptation.UnsuppliedParameters)
            complaints.Add(new(ComplaintIds.SettingWithoutValue, adaptation.Anchor, [name, parameter, module]));
        foreach (var trained in adaptation.Trained)
            foreach (var size in trained.Shape)
                if (size == Dimension.Occurrences && !adaptation.Settings.Any(setting => setting.Name == size.ToString() && IsWholeNumber(setting)))
                    complaints.Add(new(ComplaintIds.UnknownSize, adaptation.Anchor, [trained.Property, module, size.ToString(), name]));
    }

    private static bool IsWholeNumber(SettingSpec setting) => setting.OpenFallback is not null || setting.Value is { Kind: ConstantKind.Integer };

    private static void Sites(AdaptationSpec adaptation, ArchitectureSpec architecture, List<Complaint> complaints)
    {
        var offered = OfferedSites.Of(architecture);
        foreach (var site in adaptation.Sites)
            if (!offered.Contains(site))
                complaints.Add(new(
                    ComplaintIds.SiteNotOffered, adaptation.Anchor, [adaptation.Name, site.ToString(), architecture.Type.Name, string.Join(", ", offered)]));
    }

    private static void Pair(AdaptationSpec early, AdaptationSpec late, List<Complaint> complaints)
    {
        if (early.Id is null || late.Id is null) return;
        if (early.Id == late.Id)
        {
            complaints.Add(new(ComplaintIds.RepeatedAdaptation, late.Anchor, [late.Name, late.Id, early.Name]));
            return;
        }
        var shared = early.Sites.Where(site => late.Sites.Contains(site)).ToArray();
        if (shared.Length > 0 && (early.Order ?? 0) == (late.Order ?? 0))
            complaints.Add(new(ComplaintIds.UnorderedWriters, late.Anchor, [early.Name, late.Name, string.Join(" and ", shared)]));
    }
}
