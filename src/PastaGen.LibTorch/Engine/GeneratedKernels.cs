using PastaGen.LibTorch.Interop;

namespace PastaGen.LibTorch.Engine;

/// <summary>
/// How many kernels oneDNN remembers. It generates one for every shape of a product, and batches of packed rows have nearly as many
/// shapes as there are batches: its usual thousand hold 300 MB at the end of a run and are not asked for again.
/// </summary>
internal static class GeneratedKernels
{
    // More than one update needs, so that all layers share what the first had made.
    private const string Kept = "128";

    /// <summary>Writes the number where oneDNN reads it, which it does once, at its first product; a user's own setting wins.</summary>
    internal static void BeforeLoading() => LibC.SetUnlessSet("ONEDNN_PRIMITIVE_CACHE_CAPACITY", Kept);
}
