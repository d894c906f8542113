using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Compacter: adapters behind the attention and the feed-forward block whose matrices are sums of Kronecker products, of small matrices that all places share with
/// products of two thin ones; everything else is frozen (Karimi Mahabadi et al. 2021, "Compacter: Efficient Low-Rank Hypercomplex Adapter Layers", arXiv 2106.04647).
/// </summary>
public sealed class CompacterAttribute : AdaptationAttribute<KroneckerAdapters>
{
    /// <summary>The width of a hidden state over that of the narrow one.</summary>
    [Open(32)]
    public int Reduction { get; init; }

    /// <summary>How many products a matrix is the sum of, and the size of the shared matrices; divides both widths.</summary>
    [Open(4), Divides(Dimension.Hidden, "Hidden / Reduction")]
    public int Terms { get; init; }

    /// <summary>The rank of what the shared matrices are multiplied with.</summary>
    [Open(1)]
    public int Rank { get; init; }

    /// <summary>What stands between the two linears.</summary>
    [Open(Activation.Gelu)]
    public Activation Activation { get; init; }
}
