using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Reading.Specs;
using static System.FormattableString;

namespace PastaGen.Generator.Planning.Checks;

/// <summary>Whether a model can begin with the heads of its stages, and whether the stages can be put in order.</summary>
internal static class StageChecks
{
    public static void Check(ModelSpec model, List<Complaint> complaints)
    {
        if (model.Stages.Count == 0) return;
        foreach (var stage in model.Stages)
        {
            if (Unsuitable(model, stage) is { } complaint) complaints.Add(complaint);
            if (Extent(stage) is { } mistake) complaints.Add(mistake);
        }
        Order(model, complaints);
        var all = model.Stages.Sum(stage => stage.Share);
        if (all >= 1 && model.Stages.All(stage => Extent(stage) is null))
            complaints.Add(new(ComplaintIds.StageExtent, model.Stages[model.Stages.Count - 1].Anchor, [Invariant($"The shares of the stages of '{model.Declaration.Name}' are {all:R} together"), "less than 1, which leaves a part for the model itself"]));
    }

    private static Complaint? Unsuitable(ModelSpec model, StageSpec stage)
    {
        var (name, other) = (model.Declaration.Name, stage.Type.Name);
        if (stage.Type.MetadataName == model.Declaration.MetadataName) return new(ComplaintIds.StageOfItself, stage.Anchor, [name]);
        if (stage.Model is not { } early) return new(ComplaintIds.StageIsNoModel, stage.Anchor, [other, "carries no [Model<...>]"]);
        if (!early.Declaration.IsVisibleInAssembly) return new(ComplaintIds.StageIsNoModel, stage.Anchor, [other, "is hidden from the rest of its assembly"]);
        if (stage.HasStages) return new(ComplaintIds.StageHasStages, stage.Anchor, [other, name]);
        if (early.Architecture.Type != model.Architecture.Type)
            return new(ComplaintIds.StageOfOtherArchitecture, stage.Anchor, [name, model.Architecture.Type.Name, other, early.Architecture.Type.Name]);
        if (SizeName(early) is { } size && SizeName(model) is { } own && size != own)
            return new(ComplaintIds.StageOfOtherArchitecture, stage.Anchor, [name, own, other, size]);

        // A model without a head is told so itself.
        if (early.Heads.Count == 0 || model.Heads.Count == 0) return null;
        if (Task(early) != Task(model)) return new(ComplaintIds.StageOfOtherTask, stage.Anchor, [name, Task(model), other, Task(early)]);
        return HasSameHead(model, early) ? null : new(ComplaintIds.StageOfOtherHead, stage.Anchor, [name, Head(model), other, Head(early)]);
    }

    private static string? SizeName(ModelSpec model) => model.Size?.Name ?? model.Config;

    private static string Task(ModelSpec model) =>
        $"{model.Heads[0].Kind.Id} with {(model.Heads[0].Labels is { } labels ? $"the labels of {labels.Type.Name}" : "open labels")}";

    private static bool HasSameHead(ModelSpec model, ModelSpec early) => model.HasWholeHead == early.HasWholeHead
        || model.Heads[0].Kind.LabelsAreWords || model.Architecture.Head(model.Heads[0].Kind) is null or { Dense: null, Norm: null };

    private static string Head(ModelSpec model) => model.HasWholeHead ? "the family's, of several parts" : "one linear";

    private static Complaint? Extent(StageSpec stage) =>
        stage.Share is not (> 0 and < 1)
            ? new(ComplaintIds.StageExtent, stage.Anchor with { Argument = nameof(StageSpec.Share) }, [Invariant($"The share of stage {stage.Number} is {stage.Share:R}"), "a number above 0 and below 1"])
        : stage.LearningRate is { } rate && !(rate > 0 && !double.IsInfinity(rate))
            ? new(ComplaintIds.StageExtent, stage.Anchor with { Argument = nameof(StageSpec.LearningRate) }, [Invariant($"The learning rate of stage {stage.Number} is {rate:R}"), "a number above 0"])
        : null;

    private static void Order(ModelSpec model, List<Complaint> complaints)
    {
        var inOrder = model.Stages.OrderBy(stage => stage.Number).ToArray();
        for (var i = 0; i < inOrder.Length; i++)
        {
            if (inOrder[i].Number == i + 1) continue;
            var numbers = string.Join(", ", inOrder.Select(stage => Invariant($"{stage.Number}")));
            complaints.Add(new(ComplaintIds.StageNumbers, inOrder[i].Anchor with { Argument = "0" }, [model.Declaration.Name, numbers, Invariant($"{i + 1}")]));
            return;
        }
    }
}
