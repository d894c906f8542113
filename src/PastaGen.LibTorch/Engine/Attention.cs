using PastaGen.LibTorch.Interop;

namespace PastaGen.LibTorch;

/// <summary>Which attention the engine computes with.</summary>
public static class Attention
{
    /// <summary>Whether libtorch has a fused attention (2.0 and later).</summary>
    public static bool HasFused => Aten.scaled_dot_product_attention.Exists;

    /// <summary>Whether the fused attention is used: where there is one, unless <see cref="ForceComposed"/> says otherwise.</summary>
    internal static bool IsFused => !ForceComposed && HasFused;

    /// <summary>Lets tests take the composed path on any libtorch.</summary>
    internal static bool ForceComposed { get; set; }
}
