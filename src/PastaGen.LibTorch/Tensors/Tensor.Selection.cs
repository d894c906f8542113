using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Picking and placing slices and elements.</content>
    public partial class Tensor
    {
        /// <summary>A run along a dimension, as a view.</summary>
        public Tensor narrow(long dim, long start, long length) => Aten.narrow.Call(this, dim, start, length);

        /// <summary>Every <paramref name="step"/>-th slice from start to before finish, as a view.</summary>
        public Tensor slice(long dim, long start, long finish, long step) => Aten.slice_Tensor.Call(this, dim, start, finish, step);

        /// <summary>One slice along a dimension, without that dimension, as a view.</summary>
        public Tensor select(long dim, long index) => Aten.select_int.Call(this, dim, index);

        /// <summary>The slices along a dimension that a list of places names.</summary>
        public Tensor index_select(long dim, Tensor index) => Aten.index_select.Call(this, dim, index);

        /// <summary>Elements picked along a dimension, one place per output element.</summary>
        public Tensor gather(long dim, Tensor index) => Aten.gather.Call(this, dim, index);

        /// <summary>A copy into which elements of <paramref name="src"/> are put along a dimension.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.scatter_src.Call(this, dim, index, src);

        /// <summary>Puts elements of <paramref name="src"/> along a dimension, in place.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Aten.scatter__src.CallInPlace(this, this, dim, index, src);

        /// <summary>A copy to which elements of <paramref name="src"/> are added along a dimension.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.scatter_add.Call(this, dim, index, src);

        /// <summary>Adds elements of <paramref name="src"/> along a dimension, in place.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Aten.scatter_add_.CallInPlace(this, this, dim, index, src);

        /// <summary>A copy to whose slices alpha times those of <paramref name="source"/> are added.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Aten.index_add.Call(this, dim, index, source, alpha);

        /// <summary>Adds alpha times slices of <paramref name="source"/> in place.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Aten.index_add_.CallInPlace(this, this, dim, index, source, alpha);

        /// <summary>A copy some of whose slices are those of <paramref name="source"/>.</summary>
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Aten.index_copy.Call(this, dim, index, source);

        /// <summary>Puts slices of <paramref name="source"/> in place.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Aten.index_copy_.CallInPlace(this, this, dim, index, source);

        /// <summary>A copy some of whose slices hold a number.</summary>
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Aten.index_fill_int_Scalar.Call(this, dim, index, value);

        /// <summary>Fills slices with a number in place.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Aten.index_fill__int_Scalar.CallInPlace(this, this, dim, index, value);

        /// <summary>A copy that holds a number where a mask is true.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.masked_fill_Scalar.Call(this, mask, value);

        /// <summary>Fills with a number where a mask is true, in place.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => Aten.masked_fill__Scalar.CallInPlace(this, this, mask, value);

        /// <summary>A copy that takes elements one after the other where a mask is true.</summary>
        public Tensor masked_scatter(Tensor mask, Tensor value) => Aten.masked_scatter.Call(this, mask, value);

        /// <summary>The elements where a mask is true, in one dimension.</summary>
        public Tensor masked_select(Tensor mask) => Aten.masked_select.Call(this, mask);

        /// <summary>This tensor where a condition is true, another elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Aten.where_self.Call(condition, this, y);

        /// <summary>Elements picked along a dimension; shapes broadcast.</summary>
        public Tensor take_along_dim(Tensor indices, long dim) => Aten.take_along_dim.Call(this, indices, dim);
    }
}
