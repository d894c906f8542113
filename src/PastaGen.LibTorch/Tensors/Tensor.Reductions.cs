using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Sums, means, extremes and other results with fewer dimensions.</content>
    public partial class Tensor
    {
        /// <summary>The sum of all elements, computed in <paramref name="type"/> where one is given.</summary>
        public Tensor sum(ScalarType? type = null) => Aten.sum.Call(this, type);

        /// <summary>Sums over one dimension.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList.Call(this, Argument.IntList(dim), keepdim, type);

        /// <summary>Sums over two dimensions.</summary>
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        /// <summary>Sums over three dimensions.</summary>
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);

        /// <summary>Sums over dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList.Call(this, dim, keepdim, type);

        /// <summary>Sums over dimensions.</summary>
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList.Call(this, dim.ToArray(), keepdim, type);

        /// <summary>The mean of all elements.</summary>
        public Tensor mean() => Aten.mean.Call(this);

        /// <summary>Means over dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Aten.mean_dim.Call(this, dimensions, keepdim, type);

        /// <summary>The largest element.</summary>
        public Tensor max() => Aten.max.Call(this);

        /// <summary>The largest of each pair of elements.</summary>
        public Tensor max(Tensor other) => Aten.max_other.Call(this, other);

        /// <summary>The largest elements along a dimension and where they stand.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.max_dim.CallPair(this, dim, keepdim);

        /// <summary>The place of the largest element in the flattened tensor.</summary>
        public Tensor argmax() => Aten.argmax.Call(this);

        /// <summary>The place of the largest element along a dimension.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Aten.argmax.Call(this, dim, keepdim);

        /// <summary>The largest elements over dimensions.</summary>
        public Tensor amax(params long[] dims) => Aten.amax.Call(this, dims);

        /// <summary>The smallest element.</summary>
        public Tensor min() => Aten.min.Call(this);

        /// <summary>The smallest of each pair of elements.</summary>
        public Tensor min(Tensor other) => Aten.min_other.Call(this, other);

        /// <summary>The smallest elements along a dimension and where they stand.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.min_dim.CallPair(this, dim, keepdim);

        /// <summary>The place of the smallest element in the flattened tensor.</summary>
        public Tensor argmin() => Aten.argmin.Call(this);

        /// <summary>The place of the smallest element along a dimension.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Aten.argmin.Call(this, dim, keepdim);

        /// <summary>The smallest elements over dimensions.</summary>
        public Tensor amin(params long[] dims) => Aten.amin.Call(this, dims);

        /// <summary>Whether any element is true.</summary>
        public Tensor any() => Aten.any.Call(this);

        /// <summary>Whether any element is true, along a dimension.</summary>
        public Tensor any(long dim, bool keepdim = false) => Aten.any_dim.Call(this, dim, keepdim);

        /// <summary>Whether all elements are true.</summary>
        public Tensor all() => Aten.all.Call(this);

        /// <summary>Whether all elements are true, along a dimension.</summary>
        public Tensor all(long dim, bool keepdim = false) => Aten.all_dim.Call(this, dim, keepdim);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2f) => Aten.norm_Scalar.Call(this, (double)p);

        /// <summary>The p-norm along a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => Aten.norm_ScalarOpt_dim.Call(this, (double)p, Argument.IntList((long)dim), keepdim);

        /// <summary>The variance of all elements; unbiased divides by n - 1.</summary>
        public Tensor var(bool unbiased = true) => Aten.var.Call(this, unbiased);

        /// <summary>The variance along a dimension.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => InType(type, Aten.var_dim, Argument.IntList(dim), unbiased, keepdim);

        /// <summary>The variance over dimensions.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => InType(type, Aten.var_dim, dimensions, unbiased, keepdim);

        /// <summary>The standard deviation of all elements; unbiased divides by n - 1.</summary>
        public Tensor std(bool unbiased = true) => Aten.std.Call(this, unbiased);

        /// <summary>The standard deviation along a dimension.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => InType(type, Aten.std_dim, Argument.IntList(dim), unbiased, keepdim);

        /// <summary>The standard deviation over dimensions.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => InType(type, Aten.std_dim, dimensions, unbiased, keepdim);

        /// <summary>The running sum along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.cumsum.Call(this, dim, type);

        /// <summary>The product of all elements.</summary>
        public Tensor prod(ScalarType? type = null) => Aten.prod.Call(this, type);

        /// <summary>log Σ e^x along a dimension.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.logsumexp.Call(this, Argument.IntList(dim), keepdim);

        /// <summary>How many elements are not zero, over dimensions or in all.</summary>
        public Tensor count_nonzero(long[]? dims = null) => dims is null ? Aten.count_nonzero.Call(this, Argument.None) : Aten.count_nonzero_dim_IntList.Call(this, dims);

        /// <summary>The median of all elements; of two middle ones the lower.</summary>
        public Tensor median() => Aten.median.Call(this);

        private Tensor InType(ScalarType? type, Operator reduction, Argument dimensions, bool unbiased, bool keepdim)
        {
            if (type is not { } wanted || wanted == dtype) return reduction.Call(this, dimensions, unbiased, keepdim);
            using var converted = to_type(wanted);
            return reduction.Call(converted, dimensions, unbiased, keepdim);
        }
    }
}
