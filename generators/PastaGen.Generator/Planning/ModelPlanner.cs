using PastaGen.Generator.Planning.Checks;
using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Planning.Configuration;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>From what a model declares to its plan. Pure: the generator and the analyzer call it alike.</summary>
internal static class ModelPlanner
{
    /// <summary>Plans a model.</summary>
    /// <param name="model">What its class declares.</param>
    /// <param name="configs">Those additional files that the model can mean: <see cref="ConfigText.Matching"/>.</param>
    public static PlanResult Plan(ModelSpec model, EquatableArray<ConfigText> configs)
    {
        if (!model.Compiles || !model.Architecture.Compiles) return new(null, []);
        var complaints = DeclarationChecks.Check(model.Declaration).ToList();
        HeadChecks.Check(model, complaints);
        MethodChecks.Check(model, complaints);
        StageChecks.Check(model, complaints);

        // A wrong architecture complains at its own interface; what a model says of its members cannot be judged then.
        var architecture = ArchitectureChecks.Check(model.Architecture);
        if (architecture.Count > 0) return new(null, complaints.Concat(architecture).ToEquatableArray());

        var size = SizePlanner.Plan(model, configs, complaints);
        MethodChecks.Places(model, size.Sizes, complaints);
        var states = new StatePlanner(model, [.. ArchitecturePlaces.Of(model.Architecture)], size.Sizes, complaints).Plan();
        if (complaints.Exists(complaint => complaint.IsMistake)) return new(null, complaints.ToEquatableArray());
        var plan = Build(model, size, states);
        complaints.AddRange(AdaptedSizeChecks.Check(model, plan.Adaptations, size.Sizes));
        if (complaints.Exists(complaint => complaint.IsMistake)) return new(null, complaints.ToEquatableArray());
        if (Explanation.Totals(plan) is { } totals) complaints.Add(new(ComplaintIds.ModelSummary, model.Anchor, [totals]));
        return new(plan, complaints.ToEquatableArray());
    }

    private static Plan Build(ModelSpec model, SizePlan size, IReadOnlyList<PlacedStates> states)
    {
        var adaptations = AdaptationPlanner.Plan(model.Adaptations, model.Architecture);
        var encoder = new EncoderPlanner(model.Architecture, adaptations, states, HeadPlanner.Reads(model)!.Value, HeadPlanner.ReadsKey(model)).Plan();
        var head = HeadPlanner.Plan(model, encoder);
        var plan = new Plan
        {
            Declaration = model.Declaration,
            Architecture = model.Architecture.Type,
            ModelType = model.Architecture.ModelType!,
            Config = ConfigLayoutPlanner.Plan(model.Architecture),
            Prefix = model.Architecture.Prefix,
            Methods = Methods(model),
            Interchanges = AdaptationPlanner.InOrder(model.Adaptations).Where(adaptation => adaptation.Interchange is not null)
                .Select(adaptation => new InterchangePlan(adaptation.Id!, adaptation.Interchange!)).ToEquatableArray(),
            Size = size,
            FewestLayers = size.Sizes is null ? FewestLayers(model) : 0,
            Encoder = encoder,
            Adaptations = adaptations,
            Head = head,
            Stages = model.Stages.OrderBy(stage => stage.Number)
                .Select(stage => new StagePlan(stage.Type, Methods(stage.Model!), stage.Share, stage.LearningRate)).ToEquatableArray(),
            Totals = size.Sizes is { } sizes ? TotalsPlanner.Count(sizes, encoder, adaptations, head) : null,
            Hash = "",
        };
        return plan with { Hash = PlanHash.Of(plan) };
    }

    private static int FewestLayers(ModelSpec model)
    {
        var named = model.Adaptations.SelectMany(adaptation => new[] { adaptation.FirstLayer, adaptation.LastLayer }).ToList();
        // Where layers share weights, what a model says of weights counts groups of them.
        if (!model.Architecture.SharesLayers) named.AddRange(model.Overrides.SelectMany(each => new[] { each.FirstLayer, each.LastLayer }));
        return (named.Max() ?? -1) + 1;
    }

    // A stage's model may have a mistake of its own, of which it complains itself.
    private static EquatableArray<string> Methods(ModelSpec model) => model.Methods.Count > 0
        ? model.Methods.Select(method => method.TrainsBackbone ? "full" : "head-only").ToEquatableArray()
        : AdaptationPlanner.InOrder(model.Adaptations).Select(adaptation => adaptation.Id ?? adaptation.Name).ToEquatableArray();
}
