using PastaGen.Generator.Planning;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits a head of several parts; one linear needs no class of its own.</summary>
internal sealed class HeadModulePart : ModelPart
{
    /// <summary>The emitted class.</summary>
    public const string ClassName = "TaskHead";

    public override string Name => "Head";

    public override IReadOnlyList<string> Usings(Plan plan) => ["PastaGen", "PastaGen.Modules", "TorchSharp", "TorchSharp.Modules"];

    public override IReadOnlyList<string> StaticUsings => ["TorchSharp.torch"];

    public override bool IsPartOf(Plan plan) => plan.Head.HasParameters && !plan.Head.IsOneLinear;

    public override void Write(Plan plan, TypeNames types, SourceWriter writer)
    {
        var head = plan.Head;
        var scoresWords = head.Words is not null;
        writer.Summary($"The head for {head.Kind.Id}, as the family's checkpoints have it");
        using var _ = writer.Block($"{NetworkPart.Visibility(plan)} sealed class {ClassName} : nn.Module<Tensor, {(scoresWords ? "Tensor, " : "")}Tensor>");
        if (ReadsConfig(head)) writer.Line("private readonly EncoderConfig config;");
        if (head.ActivationKey is not null) writer.Line("private readonly Activation activation;");
        if (ReadsConfig(head) || head.ActivationKey is not null) writer.Gap();
        Constructor(head, types, writer);
        foreach (var part in head.Parts)
        {
            writer.Gap();
            writer.Summary(Describe(part));
            writer.Line($"public {Type(part)} {part.Role} {{ get; }}");
        }
        writer.Gap();
        Forward(head, writer);
        writer.Gap();
        NetworkPart.RegisteredAlready(writer);
    }

    private static void Constructor(HeadPlan head, TypeNames types, SourceWriter writer)
    {
        var takesLabels = head.Part(HeadRole.Output) is not null;
        writer.Summary("The head in an encoder's sizes, with fresh values");
        writer.Parameter("config", "The encoder.");
        if (takesLabels) writer.Parameter("labelCount", "Number of labels.");
        using var _ = writer.Block($"internal {ClassName}(EncoderConfig config{(takesLabels ? ", int labelCount" : "")}) : base(nameof({ClassName}))");
        if (ReadsConfig(head)) writer.Line("this.config = config;");
        if (head.ActivationKey is { } key)
            writer.Line($"activation = config.Settings.Activation({Expressions.Literal(key)}, {(head.Activation is { } named ? $"Activation.{named}" : "config.Activation")});");
        foreach (var part in head.Parts) writer.Line($"{part.Role} = {Construction(part, types)};");
        foreach (var part in head.Parts)
            writer.Line($"register_{(part.Module is null ? "parameter" : "module")}({Expressions.Literal(Names.CamelCase(part.Role.ToString()))}, {part.Role});");
    }

    private static void Forward(HeadPlan head, SourceWriter writer)
    {
        var items = head.Kind.AnswersPerToken ? "answered" : "batch";
        var inner = Explanation.Word(head.Part(HeadRole.Dense)?.Parameters[0].Shape[0] ?? new Extent(Dimension.Hidden));
        var (states, width) = ($"[{items}, hidden]", $"[{items}, {inner}]");
        writer.Summary("Answers");
        writer.Parameter("features", $"The states that it reads, {states}.");
        if (head.Words is not null) writer.Parameter("words", $"The word embeddings, [vocabulary, {inner}].");
        writer.Line($"/// <returns>{Answer(head)}</returns>");
        using var _ = writer.Block($"public override Tensor forward(Tensor features{(head.Words is null ? "" : ", Tensor words")})");
        writer.Line("using var scope = NewDisposeScope();");
        if (head.DropsInput) Dropout($"config.HeadInputDropout ?? {Rate(head, "config")}", states, writer);
        if (head.Part(HeadRole.Dense) is not null)
            writer.Line($"features = {Activation(head)}.Apply(Dense.forward(features));", width);
        if (head.Part(HeadRole.Norm) is not null) writer.Line("features = Norm.forward(features.to(Norm.weight.dtype));", width);
        if (head.Dropout is not null) Dropout(Rate(head, "config"), width, writer);
        var last = head.Words is null ? "Output.forward(features)" : "nn.functional.linear(features, words.to(features.dtype), Bias)";
        writer.Line($"return {last}.MoveToOuterDisposeScope();", Answer(head));
    }

    /// <summary>The shape of a head's answer.</summary>
    public static string Answer(HeadPlan head) =>
        $"[{(head.Kind.AnswersPerToken ? "answered" : "batch")}, {(!head.HasParameters ? "hidden" : head.Kind.LabelsAreWords ? "vocabulary" : "labels")}]";

    /// <summary>How often dropout before a head's answer drops an element.</summary>
    public static string Rate(HeadPlan head, string config) =>
        head.Dropout == HeadDropout.Hidden ? $"{config}.HiddenDropout" : $"{config}.ClassifierDropout ?? {config}.HiddenDropout";

    private static bool ReadsConfig(HeadPlan head) =>
        head.Dropout is not null || (head is { Activation: null, ActivationKey: null } && head.Part(HeadRole.Dense) is not null);

    private static void Dropout(string rate, string shape, SourceWriter writer) =>
        writer.Line($"features = nn.functional.dropout(features, {rate}, training);", shape);

    private static string Activation(HeadPlan head) => head.ActivationKey is not null ? "activation" : head.Activation is { } activation ? $"Activation.{activation}" : "config.Activation";

    private static string Type(HeadPart part) => part.Module?.ToString() ?? "Parameter";

    private static string Describe(HeadPart part)
    {
        var shape = Explanation.Shape(part.Parameters[0].Shape);
        return part.Role switch
        {
            HeadRole.Dense => $"The linear before the activation, its weight {shape}",
            HeadRole.Norm => $"The norm after the activation, its gain {shape}",
            HeadRole.Output => $"The linear that scores labels, its weight {shape}",
            _ => $"A summand for each word's score, {shape}",
        };
    }

    private static string Construction(HeadPart part, TypeNames types)
    {
        var shape = part.Parameters[0].Shape;
        var bias = part.Parameters.Count > 1 ? "" : part.Module == ModuleKind.Linear ? ", hasBias: false" : ", bias: false";
        return part.Module switch
        {
            ModuleKind.Linear => $"nn.Linear({Size(shape[1], types)}, {Size(shape[0], types)}{bias})",
            ModuleKind.LayerNorm => $"nn.LayerNorm({Size(shape[0], types)}, eps: config.LayerNormEpsilon{bias})",
            _ => $"new Parameter(zeros({Size(shape[0], types)}))",
        };
    }

    private static string Size(Extent size, TypeNames types) => size.Dimension == Dimension.Labels ? "labelCount" : Expressions.Size(size, types);
}
