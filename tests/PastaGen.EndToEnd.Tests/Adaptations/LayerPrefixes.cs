using PastaGen.EndToEnd.Tests.Reference;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Keys and values of all layers as a prefix holds them: each row has key and value of each layer behind one another.</summary>
internal static class LayerPrefixes
{
    /// <summary>The keys and the values of a layer.</summary>
    /// <param name="prefixes">All of them, row by row.</param>
    /// <param name="layer">The layer's number.</param>
    public static (double[][] Keys, double[][] Values) Of(double[] prefixes, int layer) => (Vectors(prefixes, 2 * layer), Vectors(prefixes, (2 * layer) + 1));

    private static double[][] Vectors(double[] prefixes, int part) =>
        [.. prefixes.Chunk(2 * TinyBackbone.Layers * TinyBackbone.Hidden).Select(row => row[(part * TinyBackbone.Hidden)..((part + 1) * TinyBackbone.Hidden)])];
}
