using PastaGen.Generator.Planning.Plans;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits the optimizer's groups: what is trained, at which rate, with decay or without.</summary>
internal sealed class OptimizerPart : ModelPart
{
    public override string Name => "Optimizer";

    public override IReadOnlyList<string> Usings(Plan plan) => ["System.Collections.Generic", "PastaGen.Training", "TorchSharp.Modules"];

    public override void Write(Plan plan, TypeNames types, SourceWriter writer)
    {
        using var _ = writer.Block("partial class Network");
        if (!plan.Head.Kind.Learns)
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line("public override IReadOnlyList<AdamW.ParamGroup> ParameterGroups(OptimizerSettings settings) => [];");
            return;
        }
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override IReadOnlyList<AdamW.ParamGroup> ParameterGroups(OptimizerSettings settings)"))
        {
            writer.Line("var groups = new List<AdamW.ParamGroup>();");
            if (plan.Adaptations.Count > 0)
            {
                writer.Gap();
                writer.Comment("What adaptations add decays");
                if (plan.Adaptations.All(adaptation => !adaptation.IsPlaced && adaptation.Parameters.All(parameter => parameter.When is null)))
                {
                    var parameters = plan.Adaptations.SelectMany(adaptation =>
                        adaptation.Parameters.Select(parameter => $"{adaptation.Name}.{parameter.Property}"));
                    writer.Line($"groups.Add(Group(settings, [{string.Join(", ", parameters)}], settings.LearningRate, settings.WeightDecay));");
                }
                else
                {
                    writer.Line("var added = new List<Parameter>();");
                    foreach (var adaptation in plan.Adaptations) AdaptedPlaces.Walk(adaptation, writer, (_, expression, _) => ($"added.Add({expression});", null));
                    writer.Line("groups.Add(Group(settings, added, settings.LearningRate, settings.WeightDecay));");
                }
            }
            Backbone(plan, writer);
            writer.Gap();
            writer.Comment(plan.Head.IsOneLinear ? "The head has a rate of its own, and its bias does not decay" : "The head has a rate of its own, and its biases and norms do not decay");
            writer.Line("if (Head is null) return groups;");
            writer.Line("var headRate = settings.HeadLearningRate ?? settings.LearningRate;");
            var ofHead = plan.Head.Parameters.ToLookup(parameter => parameter.Parameter.Decays, parameter => parameter.Expression);
            foreach (var (decays, decay) in new[] { (true, "settings.WeightDecay"), (false, "decay: 0") })
                if (ofHead[decays].Any())
                    writer.Line($"groups.Add(Group(settings, [{string.Join(", ", ofHead[decays])}], headRate, {decay}));");
            writer.Line("return groups;");
        }
        writer.Gap();
        writer.Line("private static AdamW.ParamGroup Group(OptimizerSettings settings, List<Parameter> parameters, double rate, double decay) =>");
        writer.Line("    new(parameters, lr: rate, beta1: settings.Beta1, beta2: settings.Beta2, eps: settings.Epsilon, weight_decay: decay);");
    }

    private static void Backbone(Plan plan, SourceWriter writer)
    {
        var trained = plan.Blocks.SelectMany(use => use.Weights).SelectMany(weights => weights.Trained).Select(each => each.Parameter).ToArray();
        var (decays, stays) = (trained.Any(parameter => parameter.Decays), trained.Any(parameter => !parameter.Decays));
        if (trained.Length == 0) return;
        writer.Gap();
        writer.Comment("Trained weights of the backbone: matrices decay, biases and norms do not");
        if (decays) writer.Line("var decayed = new List<Parameter>();");
        if (stays) writer.Line("var undecayed = new List<Parameter>();");
        TrainedWeights.Write(plan, writer, (_, expression, parameter) => $"{(parameter.Decays ? "decayed" : "undecayed")}.Add({expression});");
        if (decays) writer.Line("groups.Add(Group(settings, decayed, settings.LearningRate, settings.WeightDecay));");
        if (stays) writer.Line("groups.Add(Group(settings, undecayed, settings.LearningRate, decay: 0));");
    }
}
