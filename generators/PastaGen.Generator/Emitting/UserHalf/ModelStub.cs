using PastaGen.Generator.Planning;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits the thin half in the user's namespace: the plan as documentation, the totals, and the typed face.</summary>
internal static class ModelStub
{
    public static EmittedFile Emit(Plan plan)
    {
        var (declaration, emitted) = (plan.Declaration, $"global::{plan.Declaration.EmittedNamespace}");
        return StubWriter.Emit(declaration, $"{emitted}.Network", Documentation, Members);

        void Documentation(SourceWriter writer)
        {
            writer.Line("/// <remarks>");
            foreach (var line in Explanation.Lines(plan)) writer.Line($"/// <para>{SourceWriter.Escaped(line)}</para>");
            writer.Line("/// </remarks>");
        }

        void Members(SourceWriter writer)
        {
            Totals(plan, writer);
            writer.Summary(StubWriter.Documentation.Constructor);
            writer.Parameter("shape", "What the plan leaves open.");
            writer.Line($"public {declaration.Name}({StubWriter.Training}.ModelShape shape) : base(shape) {{ }}");
            writer.Gap();
            writer.Summary(StubWriter.Documentation.Definition);
            writer.Line($"public static {StubWriter.Training}.ModelDefinition Definition {{ get; }} =");
            using (writer.Indented()) Definition(plan, $"new({emitted}.Plan.Facts, shape => new {declaration.Name}(shape))", writer);
            if (plan.Head.Kind.LabelsAreWords) return;
            writer.Gap();
            var untyped = $"{StubWriter.Face(plan.Head.Kind, labels: null)}.LoadBackbone(Definition, folder, options)";
            // A typed classifier answers with one member of the enum for a text.
            var labels = plan.Head.Kind == HeadKinds.SequenceClassification ? plan.Head.Labels : null;
            StubWriter.LoadBackbone(writer, declaration, plan.Head.Kind, labels, labels is null ? untyped : $"new({untyped})");
        }
    }

    private static void Definition(Plan plan, string creation, SourceWriter writer)
    {
        if (plan.Stages.Count == 0)
        {
            writer.Line($"{creation};");
            return;
        }
        using var _ = writer.Block(creation, ";");
        var stages = plan.Stages.Select(stage => FormattableString.Invariant($"new({stage.Model.FullName}.Definition, Share: {stage.Share:R}{Rate(stage)})"));
        writer.Line($"Stages = [{string.Join(", ", stages)}],");
    }

    private static string Rate(StagePlan stage) => stage.LearningRate is { } rate ? FormattableString.Invariant($", LearningRate: {rate:R}") : "";

    private static void Totals(Plan plan, SourceWriter writer)
    {
        if (plan.Totals is not { } totals) return;
        Constant("BackboneParameters", totals.Backbone, "Parameters of the backbone, its pooler included");
        if (totals.AdaptationIsKnown) Constant("AdaptationParameters", totals.Adaptation, "Parameters that adaptations add");
        if (totals.Head is { } head) Constant("HeadParameters", head, "Parameters of the head");
        if (!totals.AreComplete) return;
        Constant("TrainedParameters", totals.Trained, "Parameters that are trained, the head's included");
        Constant("DeltaBytes", totals.DeltaBytes, "Bytes of a delta's tensors, four for each element");

        void Constant(string name, long value, string sentence)
        {
            writer.Summary(sentence);
            writer.Line($"public const long {name} = {Expressions.Number(value)};");
            writer.Gap();
        }
    }
}
