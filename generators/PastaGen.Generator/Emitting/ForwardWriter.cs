using PastaGen.Generator.Planning;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>Prints the model's one forward pass: input, layers with what is woven between them, pooler, head.</summary>
internal sealed class ForwardWriter(Plan plan, SourceWriter writer)
{
    private const string Full = "[tokens, hidden]";
    private const string Narrowed = "[tokens or batch, hidden]";

    private readonly EncoderPlan encoder = plan.Encoder;

    public void Write()
    {
        writer.Line("/// <inheritdoc/>");
        using var _ = writer.Block("public override ModelOutput forward(TokenBatch batch, HiddenStates? states = null)");
        writer.Line("using var scope = NewDisposeScope();");
        writer.Line($"var hidden = {encoder.Input.Name}.forward(batch);", encoder.Projection is null ? Full : "[tokens, embedding]");
        if (encoder.Projection is { } projection) writer.Line($"hidden = {projection.Name}.forward({Arguments(projection)});", Full);
        Layers();
        writer.Line("states?.Add(hidden, batch.Rows);");
        foreach (var use in encoder.AfterLayers) writer.Line($"hidden = {use.Name}.forward({Arguments(use)});", AfterLayers);
        writer.Gap();
        Head();
    }

    private string AfterLayers => encoder.Narrowing.Holds ? Narrowed : Full;

    private void Layers()
    {
        var stack = encoder.Layers;
        using (writer.Block("using (var layers = NewDisposeScope())"))
        {
            var count = stack.IsShared ? "Config.LayerCount" : $"{stack.Name}.Count";
            if (stack.IsShared) writer.Comment(Explanation.SharedLayers);
            using (writer.Block($"for (var layer = 0; layer < {count}; layer++)"))
            {
                writer.Line("states?.Add(hidden, batch.Rows);");
                if (encoder.Narrowing.Holds)
                {
                    writer.Gap();
                    writer.Comment(Explanation.LastLayer(plan));
                    writer.Line($"var readsFirst = layer == {count} - 1 && states is null;");
                }
                var arguments = string.Join(", ", ClassShape.Inputs(encoder).Select(Argument));
                var place = stack.IsShared ? $"layer * {stack.Name}.Count / Config.LayerCount" : "layer";
                Layer($"{stack.Name}[{place}].forward({arguments})");
                writer.Line("layers.DisposeEverythingBut(hidden);");
            }
            writer.Line("hidden.MoveToOuterDisposeScope();");
        }
    }

    // Parameters of its own, so that what is computed again later has the layer's number and not the loop's last.
    private void Layer(string forward)
    {
        const string Head = "hidden = RunLayer(layer, hidden, (layer, hidden) =>";
        var adaptations = plan.At(Site.LayerInput).ToArray();
        if (adaptations.Length == 0)
        {
            writer.Line($"{Head} {forward});", AfterLayers);
            return;
        }
        using var _ = writer.Block(Head, ");");
        foreach (var adaptation in adaptations)
        {
            FlowWriter.Weave(writer, adaptation, Site.LayerInput, "hidden", "layer", Full, adaptation.Name);
            writer.Gap();
        }
        writer.Line($"return {forward};", AfterLayers);
    }

    private void Head()
    {
        var readsPooled = plan.Head.Reads == HeadInput.PooledOutput;
        writer.Line("var first = batch.Rows.First(hidden);", "[batch, hidden]");
        if (encoder.Pooler is { } pooler)
        {
            // A pooler that the head does not read is an extra answer, given where states are asked for.
            var condition = readsPooled ? $"Has{pooler.Name}" : $"Has{pooler.Name} && states is not null";
            writer.Line($"var pooled = {condition} ? {pooler.Name}.forward({Arguments(pooler)}) : null;", "[batch, hidden]");
        }
        writer.Line("Tensor? logits = null;");
        using (writer.Block("if (Head is not null)"))
        {
            writer.Line($"var features = {(readsPooled ? "pooled!" : "first")};", "[batch, hidden]");
            writer.Line("features = nn.functional.dropout(features, Config.ClassifierDropout ?? Config.HiddenDropout, training);", "[batch, hidden]");
            writer.Line("logits = Head.forward(features.to(Head.weight.dtype));", "[batch, labels]");
        }
        var pooled = encoder.Pooler is null ? "null" : "pooled?.MoveToOuterDisposeScope()";
        writer.Line($"return new ModelOutput(logits?.MoveToOuterDisposeScope(), {pooled});");
    }

    private static string Argument(Input input) => input.Name == "rows" ? "batch.Rows" : input.Name;

    private static string Arguments(BlockUse use) => string.Join(", ", ClassShape.Inputs(use.Block).Select(Argument));
}
