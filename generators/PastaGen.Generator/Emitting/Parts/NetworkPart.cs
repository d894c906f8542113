using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits the whole model: what it is made of, and the one forward pass.</summary>
internal sealed class NetworkPart : ModelPart
{
    public override string Name => "Network";

    public override IReadOnlyList<string> Usings(Plan plan) =>
        ["System.Collections.Generic", "System.Linq", "PastaGen", "PastaGen.Modules", "PastaGen.Training", "TorchSharp", "TorchSharp.Modules"];

    public override IReadOnlyList<string> StaticUsings => ["TorchSharp.torch"];

    public override void Write(Plan plan, TypeNames types, SourceWriter writer)
    {
        writer.Summary($"The whole model: {(plan.Head.HasParameters ? "the encoder, the head, and what is woven in between" : "the encoder, whose states are its answer")}");
        using var _ = writer.Block($"{Visibility(plan)} abstract partial class Network : TaskModel, {types.Of(plan.Architecture)}");
        if (plan.Head.ReadsKey is not null)
        {
            writer.Line("private readonly bool readsMean;");
            writer.Gap();
        }
        Constructor(plan, types, writer);
        writer.Gap();
        Properties(plan, types, writer);
        new ForwardWriter(plan, writer).Write();
        writer.Gap();
        ItemLosses(plan.Head.Kind.Loss, writer);
        writer.Gap();
        RegisteredAlready(writer);
        writer.Gap();
        foreach (var (property, name) in Members(plan)) Implementations(property, name, types, writer);
    }

    private static void ItemLosses(HeadLoss loss, SourceWriter writer)
    {
        var (summary, logits, labels, settings, expression) = loss switch
        {
            HeadLoss.None => ("Refuses: features have no loss", "Not looked at.", "Not looked at.", "Not looked at.",
                "throw new global::System.NotSupportedException(\"features have no loss\")"),
            HeadLoss.SquaredError => ("Squared error of every item", "[items, 1].", "Numbers, [items].", "Not looked at.",
                "nn.functional.mse_loss(logits.squeeze(1), labels, nn.Reduction.None)"),
            HeadLoss.BinaryCrossEntropy => ("Mean of the labels' binary cross entropies of every item", "[items, labels].", "1 for each label that holds, else 0, [items, labels].", "Not looked at.",
                "nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction: nn.Reduction.None).mean([1])"),
            _ => ("Cross entropy of every item", "[items, labels].", "Label ids, [items].", "Weights and smoothing.",
                "nn.functional.cross_entropy(logits, labels, settings.ClassWeights, reduction: nn.Reduction.None, label_smoothing: settings.LabelSmoothing)"),
        };
        writer.Summary(summary);
        writer.Parameter("logits", logits);
        writer.Parameter("labels", labels);
        writer.Parameter("settings", settings);
        writer.Line("/// <returns>[items].</returns>");
        writer.Line("public override Tensor ItemLosses(Tensor logits, Tensor labels, LossSettings settings) =>");
        writer.Line($"    {expression};");
    }

    /// <summary>How far emitted types are visible: as far as the model.</summary>
    public static string Visibility(Plan plan) => plan.Declaration.IsPublic ? "public" : "internal";

    /// <summary>The name under which a member is registered: the engine's reflection must not find it again as a public property.</summary>
    public static string Registered(string member)
    {
        var name = Names.CamelCase(member);
        return name == member ? name + "Module" : name;
    }

    /// <summary>The override that keeps the engine from registering members a second time by reflection.</summary>
    public static void RegisteredAlready(SourceWriter writer)
    {
        writer.Line("/// <summary>Does nothing: the constructor registers everything.</summary>");
        writer.Line("protected override void RegisterComponents() { }");
    }

    /// <summary>The architecture's declarations of a member, each in its own type.</summary>
    public static void Implementations(PropertySpec property, string name, TypeNames types, SourceWriter writer)
    {
        foreach (var declaration in property.Declarations)
        {
            var type = declaration.Element is { } element ? $"IReadOnlyList<{types.Of(element)}>" : types.Of(declaration.Type);
            writer.Line($"{type} {types.Of(declaration.Interface)}.{property.Name} => {name};");
        }
    }

    private static IEnumerable<(PropertySpec Property, string Name)> Members(Plan plan)
    {
        foreach (var use in plan.Encoder.BeforeLayers) yield return (use.Property, use.Name);
        yield return (plan.Encoder.Layers.Property, plan.Encoder.Layers.Name);
        foreach (var use in plan.Encoder.AfterLayers) yield return (use.Property, use.Name);
        if (plan.Encoder.Pooler is { } pooler) yield return (pooler.Property, pooler.Name);
    }

    private static void Constructor(Plan plan, TypeNames types, SourceWriter writer)
    {
        var (encoder, stack) = (plan.Encoder, plan.Encoder.Layers);
        writer.Summary("The model in a backbone's sizes; its weights are not loaded yet");
        writer.Parameter("shape", "What the plan leaves open.");
        using var _ = writer.Block("protected Network(ModelShape shape) : base(Plan.Facts, shape)");
        foreach (var adaptation in plan.Adaptations)
        {
            var settings = string.Join(", ", adaptation.Settings.Select(setting => $"{setting.Parameter}: {Expressions.Setting(setting, types)}"));
            if (!adaptation.IsPlaced)
                writer.Line($"{adaptation.Name} = new {types.Of(adaptation.Module)}(Config{(settings.Length > 0 ? $", {settings}" : "")}{AdaptedPlaces.Layers(adaptation)});");
            else
                foreach (var at in adaptation.Insertions) AdaptedPlaces.Construction(adaptation, at, settings, types, writer);
        }
        foreach (var use in encoder.BeforeLayers) writer.Line($"{use.Name} = {Construction(use)};");
        var parts = ClassShape.Parts(stack, types).Select(part => part.Source ?? part.Name).ToArray();
        var made = $"{(parts.Contains("layer") ? "layer" : "_")} => new {stack.ClassName}({string.Join(", ", parts.Prepend("Config"))})";
        writer.Line($"{stack.Name} = Enumerable.Range(0, Config.{(stack.IsShared ? "LayerGroupCount" : "LayerCount")}).Select({made}).ToArray();");
        foreach (var use in encoder.AfterLayers) writer.Line($"{use.Name} = {Construction(use)};");
        if (encoder.Pooler is { } pooler) writer.Line($"{pooler.Name} = {Construction(pooler)};");
        if (plan.Head.ReadsKey is { } key)
        {
            var among = plan.Head.Reads == HeadState.Mean ? "\"mean\", \"cls\"" : "\"cls\", \"mean\"";
            writer.Line($"readsMean = Config.Settings.Choice({Expressions.Literal(key)}, {among}) == \"mean\";");
        }
        var head = plan.Head.IsOneLinear ? "nn.Linear(Config.HiddenSize, shape.LabelCount)"
            : plan.Head.Part(HeadRole.Output) is null ? $"new {HeadModulePart.ClassName}(Config)"
            : $"new {HeadModulePart.ClassName}(Config, shape.LabelCount)";
        if (plan.Head.HasParameters) writer.Line($"Head = shape.LabelCount > 0 ? {head} : null;");
        writer.Gap();
        foreach (var use in encoder.BeforeLayers) writer.Line($"register_module({Expressions.Literal(Registered(use.Name))}, {use.Name});");
        writer.Line($"register_module({Expressions.Literal(Registered(stack.Name))}, nn.ModuleList({stack.Name}.ToArray()));");
        string[] rest =
        [
            .. encoder.AfterLayers.Select(use => use.Name), .. encoder.Pooler is { } last ? [last.Name] : Array.Empty<string>(),
            .. plan.Adaptations.Where(adaptation => !adaptation.IsPlaced).Select(adaptation => adaptation.Name),
        ];
        foreach (var member in rest) writer.Line($"register_module({Expressions.Literal(Registered(member))}, {member});");
        foreach (var at in plan.Adaptations.Where(adaptation => adaptation.IsPlaced).SelectMany(adaptation => adaptation.Insertions))
            writer.Line($"register_module({Expressions.Literal(Registered(at.Member))}, nn.ModuleList({at.Member}.ToArray()));");
        if (plan.Head.HasParameters) writer.Line("if (Head is not null) register_module(\"head\", Head);");

        string Construction(BlockUse use)
        {
            var arguments = ClassShape.Parts(use.Block, types).Select(part => part.Source ?? part.Name).Prepend("Config");
            return $"new {use.Block.ClassName}({string.Join(", ", arguments)})";
        }
    }

    private static void Properties(Plan plan, TypeNames types, SourceWriter writer)
    {
        var encoder = plan.Encoder;
        foreach (var use in encoder.BeforeLayers) Property(use.Block.Summary, $"{use.Block.ClassName} {use.Name}");
        Property(encoder.Layers.IsShared ? "the weights of the layers, a group of layers each" : "the layers, the first to run first", $"IReadOnlyList<{encoder.Layers.ClassName}> {encoder.Layers.Name}");
        foreach (var use in encoder.AfterLayers) Property(use.Block.Summary, $"{use.Block.ClassName} {use.Name}");
        if (encoder.Pooler is { } pooler) Property(pooler.Block.Summary, $"{pooler.Block.ClassName} {pooler.Name}");
        foreach (var adaptation in plan.Adaptations)
            foreach (var (sentence, member) in AdaptedPlaces.Members(adaptation))
                Property(
                    sentence, $"{ClassShape.HolderType(adaptation, types)} {member}", plan.Declaration.IsPublic && !adaptation.IsPublic ? "internal" : "public");
        if (plan.Head.IsOneLinear) Property("the classifier, [labels, hidden]; null where the model was made without labels", "Linear? Head");
        else if (plan.Head.HasParameters) Property("the head; null where the model was made without one", $"{HeadModulePart.ClassName}? Head");

        void Property(string sentence, string declaration, string visibility = "public")
        {
            writer.Summary($"{char.ToUpperInvariant(sentence[0])}{sentence.Substring(1)}");
            writer.Line($"{visibility} {declaration} {{ get; }}");
            writer.Gap();
        }
    }
}
