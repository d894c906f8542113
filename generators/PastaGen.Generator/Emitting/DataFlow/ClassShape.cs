using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>What emitted classes of blocks and layers take, in their constructors and in their forward passes.</summary>
internal static class ClassShape
{
    private static readonly string[] StateNames =
    [
        "hidden", "read", "rows", "batch", "scope", "layer", "layers", "states", "shape", "config", "packed", "projections", "query", "key", "value", "context",
        "output", "sequence", "normed", "normedRead", "widened", "words", "types", "positions", "first", "training", "site", "state",
    ];

    /// <summary>The inputs of a block's forward pass.</summary>
    public static IReadOnlyList<Input> Inputs(BlockPlan block)
    {
        if (block.Placement == Placement.Input) return [Batch];
        if (block.Placement == Placement.Pooler) return [First];
        if (block.Placement == Placement.Projection) return [Embedded, .. block.Woven.Count > 0 ? [Batch] : Array.Empty<Input>()];
        var inputs = new List<Input> { Hidden };
        if (block.MixesPositions) inputs.Add(new("Tensor", "read", "The tokens that are answered for: all, or the first of each row, [read, hidden]."));
        if (block.MixesPositions && block.Stated is null) inputs.Add(Rows);
        if (block.Woven.Count > 0 || block.Stated is not null) inputs.Add(Batch);
        if (block.Woven.Count > 0 && block.IsShared) inputs.Add(Layer);
        return inputs;
    }

    /// <summary>The inputs of a layer's forward pass.</summary>
    public static IReadOnlyList<Input> Inputs(EncoderPlan encoder)
    {
        var inputs = new List<Input> { Hidden };
        if (Mixes(encoder)) inputs.Add(Rows);
        if (encoder.Layers.Blocks.Any(use => Inputs(use.Block).Contains(Batch))) inputs.Add(Batch);
        if (encoder.Layers.Blocks.Any(use => Inputs(use.Block).Contains(Layer))) inputs.Add(Layer);
        if (encoder.Narrowing.Holds) inputs.Add(new("bool", "readsFirst", "Whether the first token of each row alone is answered for."));
        return inputs;
    }

    /// <summary>What a block's constructor takes besides the configuration.</summary>
    public static IReadOnlyList<Input> Parts(BlockPlan block, TypeNames types)
    {
        var parts = new List<Input>();
        if (block.Packing is { Layers: { AreAll: false, AreNone: false } })
            parts.Add(new("bool", "packed", "Whether the three projections are one product in this layer."));
        if ((block.Woven.Count > 0 || block.Stated is not null) && block.Placement == Placement.Layer && !block.IsShared) parts.Add(Layer);
        parts.AddRange(block.Stated?.SharedParts.Select(part => Shared(part, types)) ?? []);
        parts.AddRange(block.Woven.Select(woven => Part(woven, types)).Distinct());
        return parts;
    }

    /// <summary>What a layer's constructor takes besides the configuration.</summary>
    public static IReadOnlyList<Input> Parts(StackPlan stack, TypeNames types)
    {
        var blocks = stack.Blocks.Select(use => use.Block).ToArray();
        var parts = new List<Input>();
        if (blocks.Any(block => Parts(block, types).Any(part => part.Name is "layer" or "packed"))) parts.Add(Layer);
        parts.AddRange(blocks.SelectMany(block => block.Stated?.SharedParts ?? []).Select(part => Shared(part, types)).Distinct());
        parts.AddRange(blocks.SelectMany(block => block.Woven).Select(woven => Part(woven, types)).Distinct());
        return parts;
    }

    /// <summary>Whether a layer computes positions from one another.</summary>
    public static bool Mixes(EncoderPlan encoder) => encoder.Layers.Blocks.Any(use => use.Block.MixesPositions);

    /// <summary>The base class of a module with such a forward pass.</summary>
    public static string BaseClass(IReadOnlyList<Input> inputs) => $"nn.Module<{string.Join(", ", inputs.Select(input => input.Type))}, Tensor>";

    /// <summary>The name that an adaptation's module has inside blocks: one that no state of a data flow has.</summary>
    public static string FieldName(Woven woven)
    {
        var name = Names.CamelCase(woven.At.Member);
        return StateNames.Contains(name) || Expressions.IsKeyword(name) ? name + "Adaptation" : name;
    }

    /// <summary>The name that a shared block has in constructors.</summary>
    public static string SharedName(SharedPart part) => Names.CamelCase(part.Member) + "Block";

    /// <summary>The namespace of lists, which only an adaptation with a module for each place brings into blocks.</summary>
    public static IEnumerable<string> ListUsings(Plan plan) => plan.Adaptations.Any(adaptation => adaptation.IsPlaced) ? ["System.Collections.Generic"] : [];

    /// <summary>The type of what holds an adaptation's module, or its modules layer by layer.</summary>
    public static string HolderType(AdaptationPlan adaptation, TypeNames types) =>
        adaptation.IsPlaced ? $"IReadOnlyList<{types.Of(adaptation.Module)}>" : types.Of(adaptation.Module);

    private static Input Part(Woven woven, TypeNames types) => new(
        HolderType(woven.Adaptation, types), FieldName(woven),
        woven.Adaptation.IsPlaced ? $"The model's {woven.Adaptation.Id} at {woven.At.Site}, layer by layer." : $"The model's {woven.Adaptation.Id}.", woven.At.Member);

    private static Input Shared(SharedPart part, TypeNames types) => new(types.Of(part.Type), SharedName(part), "What all layers read.", part.Member);

    private static Input Hidden => new("Tensor", "hidden", "Hidden states, [tokens, hidden].");

    private static Input Embedded => new("Tensor", "hidden", "What the embeddings give, [tokens, embedding].");

    private static Input Rows => new("PackedRows", "rows", "How the batch's rows lie in the states.");

    private static Input First => new("Tensor", "first", "The state of each text's first token, [batch, hidden].");

    private static Input Batch => new("TokenBatch", "batch", "The batch.");

    private static Input Layer => new("int", "layer", "The layer's number, counted from 0.");
}

/// <summary>A parameter of an emitted method.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sentence">Its documentation.</param>
/// <param name="Source">The emitted model's member that is handed over; null where it is none.</param>
internal sealed record Input(string Type, string Name, string Sentence, string? Source = null);
