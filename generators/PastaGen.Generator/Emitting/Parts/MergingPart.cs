using PastaGen.Generator.Planning;
using PastaGen.Generator.Planning.Plans;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits how adaptations go into the backbone's weights, where weights can hold all of them.</summary>
internal sealed class MergingPart : ModelPart
{
    public override string Name => "Merging";

    public override IReadOnlyList<string> Usings(Plan plan) => ["System.Collections.Generic", "PastaGen.Modules", "PastaGen.Training", "TorchSharp.Modules"];

    // Where layers share weights, what is merged for one of them would act in all; and a stated flow may put more through a linear than its site's state.
    public override bool IsPartOf(Plan plan) => plan.Adaptations.Count > 0 && !plan.Encoder.Layers.IsShared
        && plan.Adaptations.All(adaptation => adaptation is { Merges: true, IsPlaced: true } && adaptation.Insertions.All(at => at is { IsRepeated: true, Linear: not null } && Block(plan, at).Block.Stated is null));

    public override void Write(Plan plan, TypeNames types, SourceWriter writer)
    {
        using var _ = writer.Block("partial class Network");
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override bool CanMerge => true;");
        writer.Gap();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override IEnumerable<TrainedTensor> MergeAdaptations()"))
        {
            // What changes a linear's input goes into its weight last, behind what was computed from the changed input.
            foreach (var at in plan.Adaptations.SelectMany(adaptation => adaptation.Insertions).OrderBy(at => AdaptationPlaces.LinearOf(at.Site)?.Enters))
                using (writer.Block($"foreach (var each in {at.Member})"))
                {
                    var weights = Block(plan, at).Weights.First(each => each.Member == at.Linear);
                    writer.Line($"var linear = {plan.Encoder.Layers.Name}[each.Place.Layer].{at.Block}.{at.Linear}{(weights.MayBeAbsent ? "!" : "")};");
                    writer.Line("each.MergeInto(linear);");
                    foreach (var parameter in weights.Parameters)
                    {
                        var name = Expressions.Name($"{weights.CheckpointName}.{parameter.Leaf}", isRepeated: true).Replace("{layer}", "{each.Place.Layer}");
                        writer.Line($"yield return Merged({name}, linear.{parameter.Leaf}{(parameter.Leaf == "bias" ? "!" : "")});");
                    }
                }
            if (plan.Adaptations.Any(adaptation => adaptation.StartsFromLinear)) writer.Line("StartFromBackbone();");
        }
        writer.Gap();
        writer.Comment("A weight of the backbone has one name in both files");
        writer.Line("private static TrainedTensor Merged(string name, Parameter parameter) => new(name, name, parameter);");
    }

    private static BlockUse Block(Plan plan, Insertion at) => plan.Encoder.Layers.Blocks.First(use => use.Property.Name == at.Block);
}
