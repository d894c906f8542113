using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;

namespace PastaGen.Generator.Emitting;

/// <summary>Walks the trained weights of the backbone in the order of the module tree, with the loops and conditions that lead to them.</summary>
internal static class TrainedWeights
{
    /// <param name="plan">The plan.</param>
    /// <param name="writer">Takes the walk.</param>
    /// <param name="statement">The statement for one parameter, given its name in the file, its expression, and the parameter.</param>
    public static void Write(Plan plan, SourceWriter writer, Func<string, string, ParameterPlan, string> statement)
    {
        foreach (var use in plan.Encoder.BeforeLayers) Block(use);
        var repeated = plan.Encoder.Layers.Blocks.Where(IsTrained).ToArray();
        if (repeated.Length > 0)
            using (writer.Block($"for (var layer = 0; layer < {plan.Encoder.Layers.Name}.Count; layer++)"))
                foreach (var use in repeated) Repeated(use);
        foreach (var use in plan.Encoder.AfterLayers) Block(use);
        if (plan.Encoder.Pooler is { } pooler && IsTrained(pooler))
            using (writer.Block($"if (Has{pooler.Name})"))
                Block(pooler);

        void Block(BlockUse use)
        {
            foreach (var weights in use.Weights)
                if (weights.States.Ranges[0].State == State.Trained)
                    Weights(weights, use, use.Name);
        }

        void Repeated(BlockUse use)
        {
            var owner = $"{plan.Encoder.Layers.Name}[layer].{use.Name}";
            var trained = use.Weights.Where(weights => !weights.States.In(State.Trained).AreNone).ToArray();
            for (var i = 0; i < trained.Length;)
            {
                // Neighbors that are trained in the same layers stand under one condition.
                var layers = trained[i].States.In(State.Trained);
                var scope = layers.AreAll ? (SourceWriter.Scope?)null : writer.Block($"if ({Expressions.IsIn(layers)})");
                for (; i < trained.Length && trained[i].States.In(State.Trained) == layers; i++) Weights(trained[i], use, owner);
                scope?.Dispose();
            }
        }

        void Weights(WeightsPlan weights, BlockUse use, string owner)
        {
            // No condition on a list's element is remembered by the C# compiler.
            var isChecked = weights.MayBeAbsent || (weights.Presence != Presence.Always && use.IsRepeated);
            var condition = weights.Presence == Presence.Always ? (SourceWriter.Scope?)null
                : writer.Block($"if ({owner}.{weights.Property.Name} is not null)");
            foreach (var parameter in weights.Parameters)
                writer.Line(statement(
                    Expressions.Name($"{weights.CheckpointName}.{parameter.Leaf}", use.IsRepeated),
                    $"{owner}.{weights.Member}{(isChecked ? "!" : "")}.{parameter.Leaf}{(MayBeNull(weights.Module, parameter) ? "!" : "")}",
                    parameter));
            condition?.Dispose();
        }
    }

    private static bool IsTrained(BlockUse use) => use.Weights.Any(weights => !weights.States.In(State.Trained).AreNone);

    // The engine declares a bias and an embedding's weight as nullable; the modules made here always have both.
    private static bool MayBeNull(ModuleKind module, ParameterPlan parameter) => parameter.Leaf == "bias" || module == ModuleKind.Embedding;
}
