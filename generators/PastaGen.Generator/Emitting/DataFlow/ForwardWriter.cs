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
        foreach (var woven in plan.At(Site.Batch)) FlowWriter.Weave(writer, woven, "batch", "0", "", holder: woven.At.Member);
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
                    writer.Line($"var readsFirst = layer == {count} - 1 && states is null{(plan.Head.ReadsKey is null ? "" : " && !readsMean")};");
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
        foreach (var woven in adaptations)
        {
            FlowWriter.Weave(writer, woven, "hidden", "layer", Full, holder: woven.At.Member);
            writer.Gap();
        }
        writer.Line($"return {forward};", AfterLayers);
    }

    private void Head()
    {
        var head = plan.Head;
        var readsFirst = head is { Reads: HeadState.PooledOutput or HeadState.FirstPosition, ReadsKey: null };
        if (readsFirst) writer.Line("var first = batch.Rows.First(hidden);", "[batch, hidden]");
        if (encoder.Pooler is { } pooler)
        {
            // A pooler that the head does not read is an extra answer, given where states are asked for.
            var condition = head.Reads == HeadState.PooledOutput ? $"Has{pooler.Name}" : $"Has{pooler.Name} && states is not null";
            var arguments = readsFirst ? Arguments(pooler) : "batch.Rows.First(hidden)";
            writer.Line($"var pooled = {condition} ? {pooler.Name}.forward({arguments}) : null;", "[batch, hidden]");
        }
        if (head.HasParameters)
        {
            writer.Line("Tensor? logits = null;");
            using (writer.Block("if (Head is not null)")) Logits(head);
        }
        else
        {
            Features(head);
        }
        var pooled = encoder.Pooler is null ? "null" : "pooled?.MoveToOuterDisposeScope()";
        writer.Line($"return new ModelOutput(logits{(head.HasParameters ? "?" : "")}.MoveToOuterDisposeScope(), {pooled});");
    }

    private void Features(HeadPlan head)
    {
        // In float32 whatever the encoder is kept in: a vector of the lower precision would not have the length 1.
        var pooled = $"{(head.Reads == HeadState.Mean ? "batch.Rows.Mean(batch.Answered(hidden))" : "first")}.to(ScalarType.Float32)";
        writer.Line($"var logits = {(head.Normalizes ? $"nn.functional.normalize({pooled})" : pooled)};", HeadModulePart.Answer(head));
    }

    private void Logits(HeadPlan head)
    {
        var (features, shape) = head.Reads switch
        {
            _ when head.ReadsKey is not null => ("readsMean ? batch.Rows.Mean(hidden) : batch.Rows.First(hidden)", "[batch, hidden]"),
            HeadState.Mean => ("batch.Rows.Mean(hidden)", "[batch, hidden]"),
            HeadState.PooledOutput => ("pooled!", "[batch, hidden]"),
            HeadState.FirstPosition => ("first", "[batch, hidden]"),
            _ => ("batch.Answered(hidden)", "[answered, hidden]"),
        };
        writer.Line($"var features = {features};", shape);
        if (head.IsOneLinear)
            writer.Line($"features = nn.functional.dropout(features, {HeadModulePart.Rate(head, "Config")}, training);", shape);

        // A head is kept in float32 whatever the encoder is kept in.
        var type = head.Parameters.First().Expression.Replace("!", "");
        var words = head.Words is { } path ? $", {path}.weight!" : "";
        writer.Line($"logits = Head.forward(features.to({type}.dtype){words});", HeadModulePart.Answer(head));
    }

    private static string Argument(Input input) => input.Name == "rows" ? "batch.Rows" : input.Name;

    private static string Arguments(BlockUse use) => string.Join(", ", ClassShape.Inputs(use.Block).Select(Argument));
}
