using PastaGen.LibTorch.Interop;

namespace TorchSharp;

/// <content>Settings of the libraries that compute for libtorch.</content>
public static partial class torch
{
    /// <summary>The libraries that compute for libtorch.</summary>
    public static class backends
    {
        /// <summary>CUDA's libraries.</summary>
        public static class cuda
        {
            /// <summary>Products of matrices.</summary>
            public static class matmul
            {
                /// <summary>Whether float32 matrices may be multiplied with the short fractions of TensorFloat-32, faster and less exact.</summary>
                public static bool allow_tf32
                {
                    get => Native.pastagen_tf32(cudnn: 0) != 0;
                    set => Native.Check(Native.pastagen_set_tf32(cudnn: 0, value ? 1 : 0), "choosing TensorFloat-32 for products");
                }
            }
        }

        /// <summary>cuDNN, which computes convolutions.</summary>
        public static class cudnn
        {
            /// <summary>Whether float32 convolutions may use the short fractions of TensorFloat-32, faster and less exact.</summary>
            public static bool allow_tf32
            {
                get => Native.pastagen_tf32(cudnn: 1) != 0;
                set => Native.Check(Native.pastagen_set_tf32(cudnn: 1, value ? 1 : 0), "choosing TensorFloat-32 for convolutions");
            }
        }
    }
}
