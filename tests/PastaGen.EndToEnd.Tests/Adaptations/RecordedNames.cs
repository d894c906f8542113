using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Names of methods' tensors in the recorded answers of papers' methods.</summary>
internal static class RecordedNames
{
    /// <summary>The recorded names of one tensor: several where it holds what is recorded layer by layer.</summary>
    public static string[] Of(TrainedTensor tensor, int layers)
    {
        string[] OfLayers(string name) => [.. Enumerable.Range(0, layers).Select(layer => $"layers.{layer}.{name}")];
        var parts = tensor.DeltaName.Split('.');
        return parts switch
        {
            ["head", ..] => [tensor.CheckpointName!],
            ["prefix_keys"] => OfLayers("prefix_key"),
            ["prefix_values"] => OfLayers("prefix_value"),
            ["gates"] => OfLayers("gate"),
            ["scales"] => OfLayers("scale"),
            ["encoder", "layer", var layer, "attention", "self", var projection, .. var leaf] => [$"layers.{layer}.{projection}.{string.Join('.', leaf)}"],
            ["encoder", "layer", var layer, .., "hadamard", var leaf] => [$"layers.{layer}.{leaf}"],
            _ => [tensor.DeltaName],
        };
    }
}
