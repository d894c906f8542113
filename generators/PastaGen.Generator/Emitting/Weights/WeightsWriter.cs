using PastaGen.Generator.Planning;
using PastaGen.Generator.Planning.Plans;

namespace PastaGen.Generator.Emitting;

/// <summary>How an emitted block makes and describes a linear, an embedding or a norm.</summary>
internal static class WeightsWriter
{
    /// <summary>The expression that makes the module without storage: the loader puts the backbone's weights in its place.</summary>
    public static string Construction(WeightsPlan weights, TypeNames types)
    {
        var sizes = weights.Parameters[0].Shape.Select(size => Expressions.Size(size, types)).ToArray();
        var hasBias = weights.Parameters.Count > 1;
        var made = weights.Module switch
        {
            ModuleKind.Linear => $"nn.Linear({sizes[1]}, {sizes[0]}, {(hasBias ? "" : "hasBias: false, ")}device: META)",
            ModuleKind.Embedding when weights.HasPaddingRow =>
                $"nn.Embedding({sizes[0]}, {sizes[1]}, padding_idx: config.PadTokenId, device: META)",
            ModuleKind.Embedding => $"nn.Embedding({sizes[0]}, {sizes[1]}, device: META)",
            _ => $"nn.LayerNorm({sizes[0]}, eps: config.LayerNormEpsilon, {(hasBias ? "" : "bias: false, ")}device: META)",
        };
        return Expressions.IsThere(weights.Presence) is { } condition ? $"{condition} ? {made} : null" : made;
    }

    /// <summary>What the module is, in one sentence.</summary>
    public static string Describe(WeightsPlan weights)
    {
        var shape = Explanation.Shape(weights.Parameters[0].Shape);
        var hasBias = weights.Parameters.Count > 1;
        return weights.Module switch
        {
            ModuleKind.Embedding => $"A table of rows, {shape}",
            ModuleKind.LayerNorm => hasBias ? $"Gain and bias, each {shape}" : $"Gain without bias, {shape}",
            _ => hasBias ? $"A linear, its weight {shape}" : $"A linear without bias, its weight {shape}",
        } + Explanation.Where(weights.Presence);
    }
}
