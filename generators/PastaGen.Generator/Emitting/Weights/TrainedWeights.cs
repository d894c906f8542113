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
            foreach (var (weights, parameters, _) in Runs(use)) Weights(weights, parameters, use, use.Name);
        }

        void Repeated(BlockUse use)
        {
            var owner = $"{plan.Encoder.Layers.Name}[layer].{use.Name}";
            var trained = Runs(use).ToArray();
            for (var i = 0; i < trained.Length;)
            {
                // Neighbors that are trained in the same layers stand under one condition.
                var layers = trained[i].Layers;
                var scope = layers.AreAll ? (SourceWriter.Scope?)null : writer.Block($"if ({Expressions.IsIn(layers)})");
                for (; i < trained.Length && trained[i].Layers == layers; i++) Weights(trained[i].Weights, trained[i].Parameters, use, owner);
                scope?.Dispose();
            }
        }

        void Weights(WeightsPlan weights, IEnumerable<ParameterPlan> parameters, BlockUse use, string owner)
        {
            // No condition on a list's element is remembered by the C# compiler.
            var isChecked = weights.MayBeAbsent || (weights.Presence != Presence.Always && use.IsRepeated);
            var condition = weights.Presence == Presence.Always ? (SourceWriter.Scope?)null
                : writer.Block($"if ({owner}.{weights.Property.Name} is not null)");
            foreach (var parameter in parameters)
                writer.Line(statement(
                    Expressions.Name($"{weights.CheckpointName}.{parameter.Leaf}", use.IsRepeated),
                    $"{owner}.{weights.Member}{(isChecked ? "!" : "")}.{parameter.Leaf}{(MayBeNull(weights.Module, parameter) ? "!" : "")}",
                    parameter));
            condition?.Dispose();
        }
    }

    // Parameters of one module that are trained in the same layers, module by module.
    private static IEnumerable<(WeightsPlan Weights, IEnumerable<ParameterPlan> Parameters, LayerRanges Layers)> Runs(BlockUse use) =>
        use.Weights.SelectMany(weights => weights.Trained.GroupBy(each => each.Layers).Select(group => (weights, group.Select(each => each.Parameter), group.Key)));

    private static bool IsTrained(BlockUse use) => use.Weights.Any(weights => weights.Trained.Any());

    // The engine declares a bias and an embedding's weight as nullable; the modules made here always have both.
    private static bool MayBeNull(ModuleKind module, ParameterPlan parameter) => parameter.Leaf == "bias" || module == ModuleKind.Embedding;
}
