using PastaGen.Generator.Planning;
using PastaGen.Generator.Planning.Plans;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits the delta's content: every trained tensor under its name, and the fresh values of those that no backbone holds.</summary>
internal sealed class DeltaPart : ModelPart
{
    public override string Name => "Delta";

    public override IReadOnlyList<string> Usings(Plan plan) => ["System.Collections.Generic", "PastaGen.Training", "TorchSharp", "TorchSharp.Modules"];

    public override IReadOnlyList<string> StaticUsings => ["TorchSharp.torch"];

    public override void Write(Plan plan, TypeNames types, SourceWriter writer)
    {
        using var _ = writer.Block("partial class Network");
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override IEnumerable<TrainedTensor> TrainedTensors()"))
        {
            foreach (var adaptation in plan.Adaptations)
                AdaptedPlaces.Walk(adaptation, writer, (name, expression, parameter) => ($"yield return new({name}, null, {expression});", Explanation.Shape(parameter.Shape)));
            TrainedWeights.Write(plan, writer, (name, parameter, _) => $"yield return FromBackbone({name}, {parameter});");
            writer.Line(plan.Head.HasParameters ? "if (Head is null) yield break;" : "yield break;");
            foreach (var parameter in plan.Head.Parameters)
                writer.Line(
                    $"yield return new({Expressions.Literal(parameter.DeltaName)}, {Expressions.Literal(parameter.CheckpointName)}, {parameter.Expression});",
                    Explanation.Shape(parameter.Parameter.Shape));
        }
        writer.Gap();
        InitializeTrained(plan, writer);
        StartFromBackbone(plan, writer);
        if (!plan.Blocks.SelectMany(use => use.Weights).Any(weights => weights.Trained.Any())) return;
        writer.Gap();
        writer.Comment("A trained weight of the backbone has one name in both files");
        writer.Line("private static TrainedTensor FromBackbone(string name, Parameter parameter) => new(name, name, parameter);");
    }

    private static void StartFromBackbone(Plan plan, SourceWriter writer)
    {
        var places = plan.Adaptations.Where(adaptation => adaptation.StartsFromLinear).SelectMany(adaptation => adaptation.Insertions).ToArray();
        if (places.Length == 0) return;
        var stack = plan.Encoder.Layers;
        var layer = stack.IsShared ? $"each.Place.Layer * {stack.Name}.Count / Config.LayerCount" : "each.Place.Layer";
        writer.Gap();
        writer.Line("/// <inheritdoc/>");
        using var _ = writer.Block("public override void StartFromBackbone()");
        foreach (var at in places)
        {
            var mayBeAbsent = stack.Blocks.First(use => use.Property.Name == at.Block).Weights.FirstOrDefault(each => each.Member == at.Linear)?.MayBeAbsent == true;
            writer.Line($"foreach (var each in {at.Member}) each.StartFrom({stack.Name}[{layer}].{at.Block}.{at.Linear}{(mayBeAbsent ? "!" : "")});");
        }
    }

    private static void InitializeTrained(Plan plan, SourceWriter writer)
    {
        writer.Line("/// <inheritdoc/>");
        using var _ = writer.Block("public override void InitializeTrained()");
        foreach (var adaptation in plan.Adaptations)
            if (!adaptation.IsPlaced) writer.Line($"{adaptation.Name}.Initialize();");
            else
                foreach (var at in adaptation.Insertions) writer.Line($"foreach (var each in {at.Member}) each.Initialize();");
        if (plan.Head.HasParameters) writer.Line("if (Head is null) return;");
        foreach (var part in plan.Head.Parts)
            foreach (var parameter in plan.Head.ParametersOf(part))
                writer.Line(part.Module switch
                {
                    _ when parameter.Parameter.Leaf == "bias" => $"nn.init.zeros_({parameter.Expression});",
                    ModuleKind.LayerNorm => $"nn.init.ones_({parameter.Expression});",
                    _ => $"nn.init.normal_({parameter.Expression}, 0, Config.InitializerRange);",
                });
    }
}
