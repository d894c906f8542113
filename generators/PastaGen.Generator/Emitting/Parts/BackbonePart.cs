using PastaGen.Generator.Planning.Plans;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits the loader: which weights come from the backbone's file, under which names, frozen or trained.</summary>
internal sealed class BackbonePart : ModelPart
{
    public override string Name => "Backbone";

    public override IReadOnlyList<string> Usings(Plan plan) => ["PastaGen.Training"];

    public override IReadOnlyList<string> StaticUsings => ["PastaGen.Training.ParameterState"];

    public override void Write(Plan plan, TypeNames types, SourceWriter writer)
    {
        using var _ = writer.Block("partial class Network");
        if (plan.Encoder.Pooler is { } pooler)
        {
            writer.Summary("Whether the backbone's file holds a pooler");
            writer.Line($"public bool Has{pooler.Name} {{ get; private set; }}");
            writer.Gap();
        }
        writer.Line("/// <inheritdoc/>");
        using var body = writer.Block("public override void Load(BackboneReader file)");
        foreach (var use in plan.Encoder.BeforeLayers) Block(plan, use, use.Name, writer);
        Layers(plan.Encoder.Layers, plan, writer);
        foreach (var use in plan.Encoder.AfterLayers) Block(plan, use, use.Name, writer);
        if (plan.Encoder.Pooler is { } last) Block(plan, last, last.Name, writer);
        if (plan.Head.StartsFromBackbone) Head(plan.Head, writer);
    }

    private static void Head(HeadPlan head, SourceWriter writer)
    {
        if (head.IsOneLinear)
        {
            writer.Line($"if (Head is not null) file.OptionalHead(Head, {Expressions.Literal(head.CheckpointName)});");
            return;
        }
        using var _ = writer.Block("if (Head is not null)");
        writer.Line(head.Words is null
            ? $"var isHeld = file.OptionalHead(Head.Output, {Expressions.Literal(head.CheckpointName)});"
            : $"var isHeld = file.OptionalHead(Head.Bias, {Expressions.Literal(head.CheckpointName + ".bias")});");
        foreach (var part in head.Parts)
            if (part.Role is HeadRole.Dense or HeadRole.Norm)
                writer.Line($"file.HeadPart(Head.{part.Role}, {Expressions.Literal(part.CheckpointName)}, needed: isHeld);");
    }

    private static void Layers(StackPlan stack, Plan plan, SourceWriter writer)
    {
        using var _ = writer.Block($"for (var layer = 0; layer < {stack.Name}.Count; layer++)");
        foreach (var use in stack.Blocks)
        {
            var camel = Names.CamelCase(use.Name);
            var local = camel is "layer" or "file" || camel == use.Name || Expressions.IsKeyword(camel) ? camel + "Block" : camel;
            writer.Line($"var {local} = {stack.Name}[layer].{use.Name};");
            Block(plan, use, local, writer);
        }
    }

    private static void Block(Plan plan, BlockUse use, string owner, SourceWriter writer)
    {
        if (!use.Block.IsOptional)
        {
            foreach (var weights in use.Weights)
                writer.Line($"{Expressions.OnlyIn(weights.Layers)}{IfThere(weights, owner)}file.{weights.Module}({Arguments(weights, use, owner)});");
            return;
        }
        var needed = plan.Head.Reads == HeadState.PooledOutput ? "Head is not null" : "false";
        var loads = use.Weights.Select(weights => $"file.Optional{weights.Module}({Arguments(weights, use, owner)}, needed: {needed})");
        writer.Line($"Has{use.Name} = {string.Join(" & ", loads)};");
    }

    private static string IfThere(WeightsPlan weights, string owner) =>
        weights.Presence == Presence.Always ? "" : $"if ({owner}.{weights.Property.Name} is not null) ";

    private static string Arguments(WeightsPlan weights, BlockUse use, string owner)
    {
        var states = weights.Parameters.Select(parameter => $"{parameter.Leaf}: {Expressions.State(weights.States(parameter))}");
        return $"{owner}.{weights.Member}{(weights.MayBeAbsent ? "!" : "")}, {Expressions.Name(weights.CheckpointName, use.IsRepeated)}, {string.Join(", ", states)}";
    }
}
