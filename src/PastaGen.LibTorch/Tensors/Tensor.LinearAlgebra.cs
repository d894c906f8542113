using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Matrix products.</content>
    public partial class Tensor
    {
        /// <summary>The matrix product; leading dimensions broadcast.</summary>
        public Tensor matmul(Tensor target) => Aten.matmul.Call(this, target);

        /// <summary>The product of two matrices, `[n, m]` and `[m, p]`.</summary>
        public Tensor mm(Tensor target) => Aten.mm.Call(this, target);

        /// <summary>The product of a matrix `[n, m]` and a vector `[m]`.</summary>
        public Tensor mv(Tensor target) => Aten.mv.Call(this, target);

        /// <summary>The product of two vectors of one length.</summary>
        public Tensor dot(Tensor target) => Aten.dot.Call(this, target);

        /// <summary>The products of two batches of matrices, `[batch, n, m]` and `[batch, m, p]`.</summary>
        public Tensor bmm(Tensor batch2) => Aten.bmm.Call(this, batch2);

        /// <summary>beta · this + alpha · mat1 mat2.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f) => Aten.addmm.Call(this, mat1, mat2, (double)beta, (double)alpha);

        /// <summary>beta · this + alpha · batch1 batch2, matrix by matrix.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) => Aten.baddbmm.Call(this, batch1, batch2, (double)beta, (double)alpha);

        /// <summary>The outer product of two vectors.</summary>
        public Tensor outer(Tensor vec2) => Aten.outer.Call(this, vec2);

        /// <summary>The part on and below a diagonal, the rest zero.</summary>
        public Tensor tril(long diagonal = 0) => Aten.tril.Call(this, diagonal);

        /// <summary>The part on and above a diagonal, the rest zero.</summary>
        public Tensor triu(long diagonal = 0) => Aten.triu.Call(this, diagonal);

        /// <summary>A diagonal of a matrix, or a matrix with this diagonal.</summary>
        public Tensor diag(long diagonal = 0) => Aten.diag.Call(this, diagonal);
    }
}
