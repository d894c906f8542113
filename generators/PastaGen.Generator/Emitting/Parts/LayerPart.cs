using PastaGen.Generator.Planning.Plans;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits the layer: its blocks, one after the other.</summary>
internal sealed class LayerPart : ModelPart
{
    public override string Name => "Layer";

    public override IReadOnlyList<string> Usings(Plan plan) => [.. ClassShape.ListUsings(plan), "PastaGen.Modules", "TorchSharp", "TorchSharp.Modules"];

    public override IReadOnlyList<string> StaticUsings => ["TorchSharp.torch"];

    public override void Write(Plan plan, TypeNames types, SourceWriter writer)
    {
        var stack = plan.Encoder.Layers;
        var inputs = ClassShape.Inputs(plan.Encoder);
        var parts = ClassShape.Parts(stack, types);
        writer.Summary($"{stack.Type.Name}: a layer of the encoder, its blocks in the order in which they run");
        using var _ = writer.Block($"public sealed class {stack.ClassName} : {ClassShape.BaseClass(inputs)}, {types.Of(stack.Type)}");
        Constructor(stack, parts, types, writer);
        foreach (var use in stack.Blocks)
        {
            writer.Gap();
            writer.Summary($"{char.ToUpperInvariant(use.Block.Summary[0])}{use.Block.Summary.Substring(1)}");
            writer.Line($"public {use.Block.ClassName} {use.Name} {{ get; }}");
        }
        writer.Gap();
        Forward(plan.Encoder, inputs, writer);
        writer.Gap();
        NetworkPart.RegisteredAlready(writer);
        writer.Gap();
        foreach (var use in stack.Blocks) NetworkPart.Implementations(use.Property, use.Name, types, writer);
    }

    private static void Constructor(StackPlan stack, IReadOnlyList<Input> parts, TypeNames types, SourceWriter writer)
    {
        writer.Summary("The layer in an encoder's sizes; its weights are not loaded yet");
        writer.Parameter("config", "The encoder.");
        foreach (var part in parts) writer.Parameter(part.Name, part.Sentence);
        var parameters = string.Concat(parts.Select(part => $", {part.Type} {part.Name}"));
        using var _ = writer.Block($"internal {stack.ClassName}(EncoderConfig config{parameters}) : base(nameof({stack.ClassName}))");
        foreach (var use in stack.Blocks) writer.Line($"{use.Name} = {Construction(use, types)};");
        foreach (var use in stack.Blocks) writer.Line($"register_module({Expressions.Literal(NetworkPart.Registered(use.Name))}, {use.Name});");
    }

    private static string Construction(BlockUse use, TypeNames types)
    {
        var arguments = ClassShape.Parts(use.Block, types)
            .Select(part => $"{part.Name}: {(part.Name == "packed" ? Expressions.IsIn(use.Block.Packing!.Layers) : part.Name)}");
        return $"new {use.Block.ClassName}({string.Join(", ", arguments.Prepend("config"))})";
    }

    private static void Forward(EncoderPlan encoder, IReadOnlyList<Input> inputs, SourceWriter writer)
    {
        var blocks = encoder.Layers.Blocks;
        var mixing = blocks.Select(use => use.Block.MixesPositions).ToList().LastIndexOf(true);
        writer.Summary("Runs the blocks");
        foreach (var input in inputs) writer.Parameter(input.Name, input.Sentence);
        writer.Line($"/// <returns>{(encoder.Narrowing.Holds ? "[tokens or batch, hidden]" : "[tokens, hidden]")}</returns>");
        using var _ = writer.Block($"public override Tensor forward({string.Join(", ", inputs.Select(input => $"{input.Type} {input.Name}"))})");
        writer.Line("using var scope = NewDisposeScope();");
        for (var i = 0; i < blocks.Count; i++)
        {
            var read = encoder.Narrowing.Holds && i == mixing ? "read" : "hidden";
            if (read == "read") writer.Line("var read = readsFirst ? rows.First(hidden) : hidden;", "[read, hidden]");
            var arguments = ClassShape.Inputs(blocks[i].Block).Select(input => input.Name == "read" ? read : input.Name);
            writer.Line(
                $"hidden = {blocks[i].Name}.forward({string.Join(", ", arguments)});",
                encoder.Narrowing.Holds && i >= mixing ? "[read, hidden]" : "[tokens, hidden]");
        }
        writer.Line("return hidden.MoveToOuterDisposeScope();");
    }
}
