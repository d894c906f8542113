using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>Emits the blocks: one class each, with its weights, its registration and its forward pass.</summary>
internal sealed class BlocksPart : ModelPart
{
    public override string Name => "Blocks";

    public override IReadOnlyList<string> Usings(Plan plan) => [.. ClassShape.ListUsings(plan), "PastaGen", "PastaGen.Modules", "TorchSharp", "TorchSharp.Modules"];

    public override IReadOnlyList<string> StaticUsings => ["TorchSharp.torch"];

    public override void Write(Plan plan, TypeNames types, SourceWriter writer)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var use in plan.Blocks)
        {
            if (!written.Add(use.Block.ClassName)) continue;
            if (written.Count > 1) writer.Gap();
            if (use.Block.Stated is { } stated) StatedBlockWriter.Write(use.Block, stated, types, writer);
            else Block(use.Block, types, writer);
        }
    }

    private static void Block(BlockPlan block, TypeNames types, SourceWriter writer)
    {
        var inputs = ClassShape.Inputs(block);
        var parts = ClassShape.Parts(block, types);
        writer.Summary($"{block.Type.Name}: {block.Summary}");
        using var _ = writer.Block($"public sealed class {block.ClassName} : {ClassShape.BaseClass(inputs)}, {types.Of(block.Type)}");
        Fields(block, parts, writer);
        Constructor(block, parts, types, writer);
        foreach (var weights in block.Weights)
        {
            writer.Gap();
            writer.Summary(WeightsWriter.Describe(weights));
            writer.Line($"public {weights.Module}{(weights.Presence == Presence.Always ? "" : "?")} {weights.Property.Name} {{ get; }}");
        }
        writer.Gap();
        writer.Summary($"{char.ToUpperInvariant(block.Summary[0])}{block.Summary.Substring(1)}");
        foreach (var input in inputs) writer.Parameter(input.Name, input.Sentence);
        writer.Line($"/// <returns>{block.Output.Shape}</returns>");
        using (writer.Block($"public override Tensor forward({Parameters(inputs)})"))
            new FlowWriter(writer).Write(block.Flow, block.Output, inputs, block.Placement == Placement.Layer ? "layer" : "0");
        writer.Gap();
        NetworkPart.RegisteredAlready(writer);
        if (IsPacked(block)) DisposesProjections(block, writer);
        Inherited(block, types, writer);
    }

    private static void Fields(BlockPlan block, IReadOnlyList<Input> parts, SourceWriter writer)
    {
        var fields = new List<string>();
        if (UsesConfig(block)) fields.Add("EncoderConfig config");
        fields.AddRange(parts.Where(part => part.Name != "packed").Select(part => $"{part.Type} {part.Name}"));
        if (IsPacked(block)) fields.Add(IsAlwaysPacked(block) ? "PackedProjections projections" : "PackedProjections? projections");
        foreach (var field in fields) writer.Line($"private readonly {field};");
        if (fields.Count > 0) writer.Gap();
    }

    private static void Constructor(BlockPlan block, IReadOnlyList<Input> parts, TypeNames types, SourceWriter writer)
    {
        writer.Summary("The block in an encoder's sizes; its weights are not loaded yet");
        writer.Parameter("config", "The encoder.");
        foreach (var part in parts) writer.Parameter(part.Name, part.Sentence);
        var parameters = Parameters([new("EncoderConfig", "config", ""), .. parts]);
        using var _ = writer.Block($"internal {block.ClassName}({parameters}) : base(nameof({block.ClassName}))");
        if (UsesConfig(block)) writer.Line("this.config = config;");
        foreach (var part in parts.Where(part => part.Name != "packed")) writer.Line($"this.{part.Name} = {part.Name};");
        foreach (var weights in block.Weights) writer.Line($"{weights.Property.Name} = {WeightsWriter.Construction(weights, types)};");
        if (block.Packing is { } packing && IsPacked(block))
        {
            var projections = $"new PackedProjections({string.Join(", ", packing.Members)})";
            string[] conditions = [.. packing.Layers.AreAll ? Array.Empty<string>() : ["packed"], .. packing.Unless is { } member ? [$"{member} is null"] : Array.Empty<string>()];
            writer.Line($"projections = {(conditions.Length == 0 ? projections : $"{string.Join(" && ", conditions)} ? {projections} : null")};");
        }
        foreach (var weights in block.Weights)
            writer.Line($"{(weights.Presence == Presence.Always ? "" : $"if ({weights.Property.Name} is not null) ")}register_module({Expressions.Literal(NetworkPart.Registered(weights.Property.Name))}, {weights.Property.Name});");
    }

    // An interface that this one differs from may promise weights that some encoders lack here.
    private static void Inherited(BlockPlan block, TypeNames types, SourceWriter writer)
    {
        foreach (var weights in block.Weights.Where(weights => weights.Presence != Presence.Always && weights.Property.Declarations.Count > 1))
        {
            writer.Gap();
            foreach (var declaration in weights.Property.Declarations.Take(weights.Property.Declarations.Count - 1))
                writer.Line($"{weights.Module} {types.Of(declaration.Interface)}.{weights.Property.Name} => {weights.Property.Name}!;");
        }
    }

    private static void DisposesProjections(BlockPlan block, SourceWriter writer)
    {
        writer.Gap();
        writer.Line("/// <inheritdoc/>");
        using var _ = writer.Block("protected override void Dispose(bool disposing)");
        writer.Line($"if (disposing) projections{(IsAlwaysPacked(block) ? "" : "?")}.Dispose();");
        writer.Line("base.Dispose(disposing);");
    }

    private static string Parameters(IEnumerable<Input> inputs) => string.Join(", ", inputs.Select(input => $"{input.Type} {input.Name}"));

    private static bool IsPacked(BlockPlan block) => block.Packing is { Layers.AreNone: false };

    private static bool IsAlwaysPacked(BlockPlan block) => block.Packing is { Layers.AreAll: true, Unless: null };

    private static bool UsesConfig(BlockPlan block) =>
        block.Output.Expression.Contains("config.") || block.Flow.Any(UsesConfig);

    private static bool UsesConfig(Step step) => step switch
    {
        Compute compute => compute.Expression.Contains("config."),
        ChooseByPacking choice => choice.Packed.Concat(choice.Separate).Any(UsesConfig),
        _ => false,
    };
}
