using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits a block whose data flow is stated in C#: a class that derives from it, holds its weights, and weaves adaptations in.</summary>
internal static class StatedBlockWriter
{
    public static void Write(BlockPlan block, StatedFlow stated, TypeNames types, SourceWriter writer)
    {
        writer.Summary($"{block.Type.Name}: {block.Summary}");
        using var _ = writer.Block($"public sealed class {block.ClassName} : {types.Of(stated.Type)}, {types.Of(block.Type)}");
        var parts = ClassShape.Parts(block, types);
        foreach (var (type, field) in Fields(block, types)) writer.Line($"private readonly {type} {field};");
        if (block.Woven.Count > 0) writer.Gap();
        Constructor(block, stated, parts, types, writer);
        Properties(block, stated, types, writer);
        if (block.Woven.Count > 0) Sites(block, writer);
        foreach (var weights in block.Weights) Implementations(weights, types, writer);
    }

    private static IEnumerable<(string Type, string Field)> Fields(BlockPlan block, TypeNames types) =>
        block.Woven.Select(woven => (ClassShape.HolderType(woven.Adaptation, types), ClassShape.FieldName(woven))).Distinct();

    private static void Constructor(BlockPlan block, StatedFlow stated, IReadOnlyList<Input> parts, TypeNames types, SourceWriter writer)
    {
        writer.Summary("The block in an encoder's sizes; its weights are not loaded yet");
        writer.Parameter("config", "The encoder.");
        foreach (var part in parts) writer.Parameter(part.Name, part.Sentence);
        var parameters = string.Concat(parts.Select(part => $", {part.Type} {part.Name}"));
        string[] given =
        [
            "config", .. block.Placement == Placement.Layer ? ["layer"] : Array.Empty<string>(),
            .. stated.Settings.Select(setting => $"{setting.Parameter}: {Expressions.Setting(setting, types)}"),
        ];
        using var _ = writer.Block($"internal {block.ClassName}(EncoderConfig config{parameters}) : base({string.Join(", ", given)})");
        foreach (var (_, field) in Fields(block, types)) writer.Line($"this.{field} = {field};");
        foreach (var part in stated.SharedParts) writer.Line($"{part.Property} = {ClassShape.SharedName(part)};");
        foreach (var weights in block.Weights)
        {
            var made = WeightsWriter.Construction(weights, types);
            writer.Line($"{weights.Member} = {(IsEverywhere(weights) ? made : $"{Expressions.IsIn(new([weights.Layers]))} ? {made} : null")};");
        }
        foreach (var weights in block.Weights)
        {
            var condition = IsEverywhere(weights) ? "" : $"if ({weights.Member} is not null) ";
            writer.Line($"{condition}register_module({Expressions.Literal(NetworkPart.Registered(weights.Property.Name))}, {weights.Member});");
        }
    }

    private static void Properties(BlockPlan block, StatedFlow stated, TypeNames types, SourceWriter writer)
    {
        foreach (var part in stated.SharedParts)
        {
            writer.Gap();
            writer.Summary("What all layers read");
            writer.Line($"public override {types.Of(part.Type)} {part.Property} {{ get; }}");
        }
        foreach (var weights in block.Weights)
        {
            writer.Gap();
            writer.Summary($"{WeightsWriter.Describe(weights)}{(IsEverywhere(weights) ? "" : $"; in {weights.Layers.Describe()}")}");
            writer.Line($"public override {weights.Module}{(weights.MayBeAbsent ? "?" : "")} {weights.Member} {{ get; }}");
        }
        foreach (var part in stated.Absent)
        {
            writer.Gap();
            writer.Summary("The architecture does without");
            writer.Line($"public override {part.Module}? {part.Property} => null;");
        }
    }

    private static void Sites(BlockPlan block, SourceWriter writer)
    {
        writer.Gap();
        writer.Line("/// <inheritdoc/>");
        using var _ = writer.Block("protected override Tensor At(Tensor state, SiteContext context)");
        foreach (var site in block.Sites)
            if (block.Woven.Where(woven => woven.At.Site == site).ToArray() is { Length: > 0 } here)
                using (writer.Block($"if (context.Site == Site.{site})"))
                    foreach (var woven in here)
                        FlowWriter.Weave(writer, woven, "state", block.Placement == Placement.Layer ? "Layer" : "0", "[tokens, width]", context: "context");
        writer.Line("return state;");
    }

    // Members of the architecture may bear the name of another part: each is implemented in its own interface.
    private static void Implementations(WeightsPlan weights, TypeNames types, SourceWriter writer)
    {
        writer.Gap();
        foreach (var declaration in weights.Property.Declarations)
        {
            var (mark, sure) = declaration.MayBeNull ? ("?", "") : ("", weights.MayBeAbsent ? "!" : "");
            writer.Line($"{types.Of(declaration.Type)}{mark} {types.Of(declaration.Interface)}.{weights.Property.Name} => {weights.Member}{sure};");
        }
    }

    private static bool IsEverywhere(WeightsPlan weights) => weights.Layers == LayerRange.All;
}
