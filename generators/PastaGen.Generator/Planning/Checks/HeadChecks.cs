using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Reading.Specs;
using static System.FormattableString;

namespace PastaGen.Generator.Planning.Checks;

/// <summary>Whether a model has one head that its architecture can serve, and labels that can be counted.</summary>
internal static class HeadChecks
{
    public static void Check(ModelSpec model, List<Complaint> complaints)
    {
        if (model.Heads.Count == 0)
            complaints.Add(new(ComplaintIds.NoHead, new(model.Declaration.MetadataName), [model.Declaration.Name]));
        foreach (var extra in model.Heads.Skip(1))
            complaints.Add(new(ComplaintIds.SeveralHeads, extra.Anchor, [model.Declaration.Name]));
        foreach (var head in model.Heads)
        {
            if (head.Kind.ArchitectureAttribute is not null && model.Architecture.Head(head.Kind) is null)
                complaints.Add(new(ComplaintIds.NoSuchHead, head.Anchor, [model.Architecture.Type.Name, head.Kind.Does, head.Kind.ArchitectureAttributeName]));
            if (head.Labels is { } labels) Labels(labels, head.Anchor, complaints);
        }
    }

    private static void Labels(LabelsSpec labels, Anchor head, List<Complaint> complaints)
    {
        if (labels.Members.Count == 0) complaints.Add(new(ComplaintIds.NoLabels, head, [labels.Type.Name]));
        var values = labels.Members.Select(member => member.Value).OrderBy(value => value).ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == i) continue;
            var found = values[i] < i ? Invariant($"{values[i]} stands {(values[i] < 0 ? "below 0" : "twice")}") : Invariant($"{i} is missing");
            complaints.Add(new(ComplaintIds.LabelsWithGaps, head, [labels.Type.Name, found]));
            return;
        }
    }
}
