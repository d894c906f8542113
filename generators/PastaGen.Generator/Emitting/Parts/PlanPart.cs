using System.Globalization;
using PastaGen.Generator.Planning;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits the facts: what a host lists, describes and checks deltas against.</summary>
internal sealed class PlanPart : ModelPart
{
    public override string Name => "Plan";

    public override IReadOnlyList<string> Usings(Plan plan) => ["System.Collections.Generic", "PastaGen", .. plan.Interchanges.Count > 0 ? new[] { "PastaGen.Modules" } : [], "PastaGen.Training"];

    public override IReadOnlyList<string> StaticUsings => ["PastaGen.Training.ModelPart", "PastaGen.Training.ParameterState"];

    public override void Write(Plan plan, TypeNames types, SourceWriter writer)
    {
        writer.Summary($"The plan of the model {plan.Declaration.Name}");
        using var _ = writer.Block($"{NetworkPart.Visibility(plan)} static class Plan");
        writer.Summary("SHA-256 of the plan: a delta names the one that it was trained under");
        writer.Line($"public const string Hash = {Expressions.Literal(plan.Hash)};");
        writer.Gap();
        Facts(plan, types, writer);
        writer.Gap();
        Parameters(plan, types, writer);
    }

    private static void Facts(Plan plan, TypeNames types, SourceWriter writer)
    {
        var settings = plan.Adaptations.SelectMany(adaptation => adaptation.AllSettings).ToArray();
        writer.Summary("What the compiler knows of the model");
        using var _ = writer.Block("public static ModelFacts Facts { get; } = new()", ";");
        writer.Line($"Name = {Expressions.Literal(plan.Declaration.Name)},");
        writer.Line($"Architecture = {Expressions.Literal(plan.ModelType)},");
        ConfigLayout(plan.Config, types, writer);
        writer.Line($"CheckpointPrefix = {Expressions.Literal(plan.Prefix)},");
        writer.Line($"Head = {Expressions.Literal(plan.Head.Kind.Id)},");
        if (plan.Head is { HasParameters: false, Reads: HeadState.Mean }) writer.Line("FeaturesAreMeans = true,");
        if (plan.Head.Kind.AnswersPerToken) writer.Line("AnswersPerToken = true,");
        if (plan.Head.Kind.LabelsAreWords) writer.Line("LabelsAreWords = true,");
        writer.Line($"HeadCheckpointName = {Expressions.Literal(plan.Head.CheckpointName)},");
        writer.Line($"Adaptations = [{string.Join(", ", plan.Methods.Select(Expressions.Literal))}],");
        writer.Line(plan.Head.Labels is { } labels
            ? $"Labels = [{string.Join(", ", labels.Members.OrderBy(label => label.Value).Select(label => Expressions.Literal(label.Name)))}],"
            : plan.Head.Kind.OnlyAnswer is { } only ? $"Labels = [{Expressions.Literal(only)}]," : "Labels = null,");
        writer.Line($"Size = {Expressions.Literal(plan.Size.Name)},");
        writer.Line(plan.Size.Sizes is { } sizes
            ? $"PinnedSizes = new(HiddenSize: {sizes.HiddenSize}, LayerCount: {sizes.LayerCount}, HeadCount: {sizes.HeadCount}, "
                + $"IntermediateSize: {sizes.IntermediateSize}, VocabularySize: {sizes.VocabularySize}, "
                + $"PositionCount: {sizes.PositionCount}, TokenTypeCount: {sizes.TokenTypeCount}){Others(sizes)},"
            : "PinnedSizes = null,");
        if (plan.FewestLayers > 0) writer.Line(FormattableString.Invariant($"FewestLayers = {plan.FewestLayers},"));
        writer.Line("PlanHash = Hash,");
        writer.Line($"PinnedSettings = new Dictionary<string, string>{Entries(settings.Where(setting => !setting.IsOpen).Select(Pinned))},");
        writer.Line($"OpenSettings = new Dictionary<string, double>{Entries(settings.Where(setting => setting.IsOpen).Select(setting => $"[{Expressions.Literal(setting.Key)}] = {Expressions.Number(setting.Fallback!, types)}"))},");
        var open = settings.Where(setting => setting.IsOpen).ToArray();
        var openSizes = open.Where(setting => setting.Fallback!.Kind == ConstantKind.Integer).ToArray();
        if (openSizes.Length < open.Length) writer.Line($"SizeSettings = [{string.Join(", ", openSizes.Select(setting => Expressions.Literal(setting.Key)))}],");
        if (plan.Interchanges.Count > 0)
        {
            var formats = plan.Interchanges.Select(each => $"[{Expressions.Literal(each.Id)}] = new {types.Of(each.Format)}()");
            writer.Line($"PythonFormats = new Dictionary<string, PythonFormat>{Entries(formats)},");
        }
        writer.Line("Explanation = string.Join(\"\\n\",");
        using (writer.Indented())
        {
            var lines = Explanation.Lines(plan).ToArray();
            for (var i = 0; i < lines.Length; i++) writer.Line(Expressions.Literal(lines[i]) + (i < lines.Length - 1 ? "," : "),"));
        }
        writer.Line("Parameters = Parameters,");
    }

    private static void ConfigLayout(ConfigLayoutPlan layout, TypeNames types, SourceWriter writer)
    {
        if (layout.IsUsual) return;
        using var _ = writer.Block("Config = new()", ",");
        List("Keys", layout.Keys.Select(key =>
            $"new(ConfigSetting.{key.Setting}, {Expressions.Literal(key.Key)}{(key.Fallback is { } fallback ? $", Fallback: {Expressions.Literal(fallback, types)}" : "")})"));
        List("Requirements", layout.Requirements.Select(requirement =>
            $"new({string.Join(", ", requirement.Values.Select(value => Expressions.Literal(value, types)).Prepend(Expressions.Literal(requirement.Key)))})"));
        if (layout.Positions != PositionNumbering.Column) writer.Line($"PositionNumbering = PositionNumbering.{layout.Positions},");
        if (layout.SharesLayers) writer.Line("SharesLayers = true,");

        void List(string name, IEnumerable<string> items)
        {
            var all = items.ToArray();
            if (all.Length > 0) writer.Line($"{name} = [{string.Join(", ", all)}],");
        }
    }

    // Sizes that follow from the others in most architectures are written where they do not.
    private static string Others(Sizes sizes)
    {
        var others = new List<string>();
        if (sizes.EmbeddingSize != sizes.HiddenSize) others.Add($"EmbeddingSize = {sizes.EmbeddingSize}");
        if (sizes.LayerGroupCount != sizes.LayerCount) others.Add($"LayerGroupCount = {sizes.LayerGroupCount}");
        return others.Count == 0 ? "" : $" {{ {string.Join(", ", others)} }}";
    }

    private static string Pinned(SettingPlan setting) => $"[{Expressions.Literal(setting.Key)}] = {Expressions.Literal(setting.Value!.Text)}";

    private static string Entries(IEnumerable<string> entries)
    {
        var all = entries.ToArray();
        return all.Length == 0 ? "()" : $" {{ {string.Join(", ", all)} }}";
    }

    private static void Parameters(Plan plan, TypeNames types, SourceWriter writer)
    {
        using var _ = writer.Block("private static List<PlannedParameter> Parameters(ModelShape shape)");
        var reasons = plan.Blocks.SelectMany(use => use.Weights)
            .SelectMany(weights => weights.Parameters.SelectMany(parameter => weights.States(parameter).Ranges))
            .Select(range => range.Reason).Distinct().ToArray();
        for (var i = 0; i < reasons.Length; i++) writer.Line($"const string {Because(reasons[i])} = {Expressions.Literal(reasons[i])};");
        writer.Line("var config = shape.Config;");
        writer.Line("var parameters = new List<PlannedParameter>();");
        foreach (var use in plan.Encoder.BeforeLayers) Block(use);
        using (writer.Block($"for (var layer = 0; layer < config.{(plan.Encoder.Layers.IsShared ? "LayerGroupCount" : "LayerCount")}; layer++)"))
            foreach (var use in plan.Encoder.Layers.Blocks) Block(use);
        foreach (var use in plan.Encoder.AfterLayers) Block(use);
        if (plan.Encoder.Pooler is { } pooler) Block(pooler);
        foreach (var adaptation in plan.Adaptations) Adapted(adaptation);
        if (plan.Head.HasParameters) writer.Line("if (shape.LabelCount == 0) return parameters;");
        foreach (var parameter in plan.Head.Parameters)
            Add(
                Expressions.Literal(parameter.Member), Expressions.Literal(parameter.CheckpointName), Expressions.Literal(parameter.DeltaName), Sizes(parameter.Parameter.Shape),
                Explanation.StateOf(plan.Head), Explanation.ReasonOf(plan.Head), "Head");
        writer.Line("return parameters;");
        writer.Gap();
        writer.Comment("A trained weight of the backbone has one name in both files");
        using (writer.Block("void FromBackbone(string name, string checkpoint, long[] size, ParameterState state, string reason)"))
            writer.Line("parameters.Add(new(name, checkpoint, state == Frozen ? null : checkpoint, size, state, reason, Backbone));");

        void Block(BlockUse use)
        {
            var path = use.IsRepeated ? $"{plan.Encoder.Layers.Name}.{{0}}.{use.Name}" : use.Name;
            foreach (var weights in use.Weights)
                foreach (var parameter in weights.Parameters)
                    writer.Line(
                        $"{Expressions.OnlyIn(weights.Layers)}{(Expressions.IsThere(weights.Presence) is { } condition ? $"if ({condition}) " : "")}"
                        + $"FromBackbone({Expressions.Name($"{path}.{weights.Property.Name}.{parameter.Leaf}", use.IsRepeated)}, "
                        + $"{Expressions.Name($"{weights.CheckpointName}.{parameter.Leaf}", use.IsRepeated)}, [{Sizes(parameter.Shape)}], "
                        + $"{Expressions.State(weights.States(parameter))}, {Expressions.Reason(weights.States(parameter), Because)});");
        }

        void Adapted(AdaptationPlan adaptation)
        {
            if (!adaptation.IsPlaced)
            {
                foreach (var parameter in AdaptedPlaces.Present(adaptation))
                    AddAdapted(adaptation, null, parameter, $"{adaptation.Name}.{parameter.Property}", parameter.DeltaName);
                return;
            }
            foreach (var at in adaptation.Insertions)
            {
                var there = adaptation.OpenSites is { } sites ? writer.Block($"if ({AdaptedPlaces.IsThere(adaptation, at, sites, types)})") : (SourceWriter.Scope?)null;
                var (first, last) = (adaptation.Layers.First, adaptation.Layers.Last);
                var end = last is { } number ? $"layer <= {number.ToString(CultureInfo.InvariantCulture)}" : "layer < config.LayerCount";
                var layers = at.IsRepeated
                    ? writer.Block($"for (var layer = {first.ToString(CultureInfo.InvariantCulture)}; {end}; layer++)") : (SourceWriter.Scope?)null;
                var place = !at.IsRepeated ? "0" : "{0}";
                foreach (var parameter in AdaptedPlaces.Present(adaptation))
                    AddAdapted(adaptation, at, parameter, $"{at.Member}.{place}.{parameter.Property}", $"{at.Path}.{parameter.DeltaName}");
                layers?.Dispose();
                there?.Dispose();
            }
        }

        void AddAdapted(AdaptationPlan adaptation, Insertion? at, AdaptedPlan parameter, string name, string delta)
        {
            if (adaptation.Has(parameter) is null) writer.Line($"if ({Expressions.Setting(adaptation.Setting(parameter.When!)!, types)})");
            var isRepeated = at is { IsRepeated: true };
            Add(
                Place(Expressions.Name(name, isRepeated), adaptation), "null", Expressions.Name(delta, isRepeated),
                string.Join(", ", parameter.Shape.Select(size => Expressions.Size(size, adaptation, at, types))),
                State.Adapted, Explanation.ReasonOf(adaptation), "Adaptation");
        }

        // Modules are held for the layers alone in which the adaptation lives.
        static string Place(string name, AdaptationPlan adaptation) => adaptation.Layers.First == 0
            ? name : name.Replace("{layer}", FormattableString.Invariant($"{{layer - {adaptation.Layers.First}}}"));

        void Add(string name, string checkpoint, string delta, string shape, State state, string reason, string part) =>
            writer.Line($"parameters.Add(new({name}, {checkpoint}, {delta}, [{shape}], {state}, {Expressions.Literal(reason)}, {part}));");

        string Because(string reason) => reasons.Length == 1 ? "because" : FormattableString.Invariant($"because{Array.IndexOf(reasons, reason) + 1}");

        string Sizes(IEnumerable<Extent> shape) => string.Join(", ", shape.Select(size => Expressions.Size(size, types)));
    }
}
