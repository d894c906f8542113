using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>
/// Emits the surface of a model whose declaration is wrong: the members that other code names, each of which throws the mistake's
/// sentence. One mistake then shows as one error, and not as an error at every use.
/// </summary>
internal static class ModelSurface
{
    private static readonly string[] Totals = ["BackboneParameters", "AdaptationParameters", "HeadParameters", "TrainedParameters", "DeltaBytes"];

    /// <summary>The surface; null where the class can have no second half.</summary>
    public static EmittedFile? Emit(ModelSpec model, EquatableArray<Complaint> complaints)
    {
        var declaration = model.Declaration;
        if (!declaration.IsPartial || declaration.Obstacle is not null || declaration.ContainingTypes.Any(type => !type.IsPartial)) return null;
        var interfaces = model.Architecture.Compiles ? $", {model.Architecture.Type.FullName}" : "";
        return StubWriter.Emit(declaration, $"{StubWriter.Training}.TaskModel{interfaces}", writer => { }, Members);

        void Members(SourceWriter writer)
        {
            var sentence = complaints.FirstOrDefault(complaint => complaint.IsMistake)?.Sentence ?? "A type that the declaration names does not exist.";
            writer.Line($"private const string Mistake = {Expressions.Literal(sentence)};");
            writer.Gap();
            if (model.Size is not null || model.Config is not null)
                foreach (var total in Totals) Documented(writer, "Not known, for the declaration has a mistake", $"public const long {total} = 0;");
            Face(model, writer);
            Architecture(model, writer);
            Overrides(writer);
        }
    }

    private static void Face(ModelSpec model, SourceWriter writer)
    {
        var declaration = model.Declaration;
        writer.Summary(StubWriter.Documentation.Constructor);
        writer.Parameter("shape", "What the plan leaves open.");
        writer.Line($"public {declaration.Name}({StubWriter.Training}.ModelShape shape) : base(Refused<{StubWriter.Training}.ModelFacts>(), shape) {{ }}");
        writer.Gap();
        const string ModelDefinition = $"{StubWriter.Training}.ModelDefinition";
        Documented(writer, StubWriter.Documentation.Definition, $"public static {ModelDefinition} Definition => Refused<{ModelDefinition}>();");
        var labels = model.Heads.Count > 0 ? model.Heads[0].Labels : null;
        var kind = model.Heads.Count > 0 ? model.Heads[0].Kind : null;
        if (kind is not { AnswersPerToken: true })
            StubWriter.LoadBackbone(writer, declaration, kind, labels, $"Refused<{StubWriter.Face(kind, labels)}>()");
        writer.Gap();
        writer.Line("private static T Refused<T>() => throw new global::System.InvalidOperationException(Mistake);");
    }

    private static void Architecture(ModelSpec model, SourceWriter writer)
    {
        foreach (var member in model.Architecture.Compiles ? model.Architecture.Members : [])
        {
            var name = Planning.MemberNames.Of(member.Property.Name, member.Kind == MemberKind.Repeated ? "Layers" : "Block");
            var nearest = member.Property.Declarations[member.Property.Declarations.Count - 1].Type.FullName;
            writer.Gap();
            Documented(writer, "A member of the architecture", $"public {nearest} {name} => Refused<{nearest}>();", gap: false);
            foreach (var declaration in member.Property.Declarations)
            {
                var type = declaration.Type.FullName;
                writer.Line($"{type} {declaration.Interface.FullName}.{member.Property.Name} => Refused<{type}>();");
            }
        }
        foreach (var adaptation in model.Adaptations.Where(each => each.Module is { IsPlaced: false }).GroupBy(each => each.Name).Select(group => group.First()))
        {
            writer.Gap();
            var visibility = model.Declaration.IsPublic && !adaptation.Module!.IsPublic ? "internal" : "public";
            var (name, type) = (Planning.MemberNames.Of(adaptation.Name, "Adaptation"), adaptation.Module!.Type.FullName);
            Documented(writer, "An adaptation", $"{visibility} {type} {name} => Refused<{type}>();", gap: false);
        }
        writer.Gap();
        Documented(writer, "The head", "public global::TorchSharp.Modules.Linear? Head => Refused<global::TorchSharp.Modules.Linear?>();", gap: false);
    }

    private static void Overrides(SourceWriter writer)
    {
        const string Tensor = "global::TorchSharp.torch.Tensor";
        const string Modules = "global::PastaGen.Modules";
        const string Collections = "global::System.Collections.Generic";
        const string Group = "global::TorchSharp.Modules.AdamW.ParamGroup";
        string[] members =
        [
            $"{Modules}.ModelOutput forward({Modules}.TokenBatch batch, {Modules}.HiddenStates? states = null) => Refused<{Modules}.ModelOutput>();",
            $"{Tensor} ItemLosses({Tensor} logits, {Tensor} labels, {StubWriter.Training}.LossSettings settings) => Refused<{Tensor}>();",
            $"void Load({StubWriter.Training}.BackboneReader file) => Refused<object>();",
            "void InitializeTrained() => Refused<object>();",
            $"{Collections}.IEnumerable<{StubWriter.Training}.TrainedTensor> TrainedTensors() => Refused<{StubWriter.Training}.TrainedTensor[]>();",
            $"{Collections}.IReadOnlyList<{Group}> ParameterGroups({StubWriter.Training}.OptimizerSettings settings) => Refused<{Group}[]>();",
        ];
        foreach (var member in members)
        {
            writer.Gap();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override {member}");
        }
    }

    private static void Documented(SourceWriter writer, string sentence, string member, bool gap = true)
    {
        writer.Summary(sentence);
        writer.Line(member);
        if (gap) writer.Gap();
    }
}
