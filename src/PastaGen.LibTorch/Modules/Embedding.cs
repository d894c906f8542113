using PastaGen.LibTorch.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Rows of a table, looked up by number.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long? paddingIndex;
        private readonly double? maxNorm;
        private readonly double normType;
        private readonly bool scaleGradientByFrequency;
        private readonly bool sparse;

        internal Embedding(Parameter weight, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse) : base(nameof(Embedding))
        {
            var rows = weight.size(0);
            if (padding_idx is { } stated && (stated >= rows || stated < -rows))
                throw new ArgumentOutOfRangeException(nameof(padding_idx), stated, $"an embedding of {rows} rows has no row {stated} for padding");
            paddingIndex = padding_idx < 0 ? padding_idx + rows : padding_idx;
            (maxNorm, normType, scaleGradientByFrequency, this.sparse) = (max_norm, norm_type, scale_grad_by_freq, sparse);
            this.weight = weight;
        }

        /// <summary><c>[rows, width]</c>. Setting disposes what was there.</summary>
        public Parameter? weight { get; set => Own(nameof(weight), ref field, value); }

        /// <summary>From numbers of any shape to <c>[..., width]</c>. The padding row gets no gradient.</summary>
        public override Tensor forward(Tensor input)
        {
            if (maxNorm is { } limit)
            {
                using var untracked = no_grad();
                Aten.embedding_renorm_.CallInPlace(weight!, weight, input, limit, normType);
            }
            return Aten.embedding.Call(weight, input, paddingIndex ?? -1, scaleGradientByFrequency, sparse);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A table drawn from the standard normal distribution; the padding row is zero.</summary>
            public static Embedding Embedding(
                long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false,
                bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                var made = new Embedding(new(empty([num_embeddings, embedding_dims], dtype, device)), padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
                if (made.weight!.is_meta) return made;
                init.normal_(made.weight);
                if (padding_idx is not { } padding) return made;
                using var untracked = no_grad();
                using var row = made.weight.select(0, padding);
                row.zero_();
                return made;
            }

            /// <summary>A table that exists; frozen unless told otherwise.</summary>
            public static Embedding Embedding_from_pretrained(
                Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false,
                bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new(new(embeddings.detach().to(dtype ?? embeddings.dtype, device ?? embeddings.device), !freeze), padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
        }
    }
}
