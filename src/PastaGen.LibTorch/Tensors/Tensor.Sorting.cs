using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Order, rank and counting.</content>
    public partial class Tensor
    {
        /// <summary>The elements in order along a dimension, and where they stood.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => Aten.sort_stable.CallPair(this, stable, dim, descending);

        /// <summary>Where the elements stand when in order along a dimension.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Aten.argsort.Call(this, dim, descending);

        /// <summary>The k largest or smallest elements along a dimension, and where they stand.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Aten.topk.CallPair(this, (long)k, (long)dim, largest, sorted);

        /// <summary>The places of the elements that are not zero, `[count, dimensions]`.</summary>
        public Tensor nonzero() => Aten.nonzero.Call(this);

        /// <summary>How often each number from zero on occurs, weighted where weights are given.</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0) => Aten.bincount.Call(this, weights, minlength);
    }
}
