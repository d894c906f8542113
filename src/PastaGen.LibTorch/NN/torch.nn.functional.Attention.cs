using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <content>Attention: libtorch's own where it has one (2.0 and later), the same semantics put together where not.</content>
        public static partial class functional
        {
            /// <summary>softmax(query · keyᵀ / √width + mask) · value (Vaswani et al. 2017, equation 1).</summary>
            /// <param name="query"><c>[batch, heads, queries, width]</c>.</param>
            /// <param name="key"><c>[batch, heads, keys, width]</c>.</param>
            /// <param name="value"><c>[batch, heads, keys, width]</c>.</param>
            /// <param name="attn_mask">Broadcast to <c>[batch, heads, queries, keys]</c>: bool, true where to attend, or numbers to add.</param>
            /// <param name="p">The probability of dropout on the attention weights; applied as given.</param>
            /// <param name="is_casual">Whether a query sees only keys up to its own place; excludes a mask.</param>
            /// <returns><c>[batch, heads, queries, width]</c>.</returns>
            /// <exception cref="ArgumentException">Both a mask and <paramref name="is_casual"/> are given.</exception>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                if (is_casual && attn_mask is not null) throw new ArgumentException("attention takes either a mask or is_casual, not both", nameof(is_casual));
                return PastaGen.LibTorch.Attention.IsFused
                    ? Aten.scaled_dot_product_attention.Call(query, key, value, attn_mask, p, is_casual)
                    : ComposedAttention(query, key, value, attn_mask, p, is_casual);
            }

            private static Tensor ComposedAttention(Tensor query, Tensor key, Tensor value, Tensor? mask, double p, bool causal)
            {
                using var scope = NewDisposeScope();
                if (causal) mask = ones([query.size(-2), key.size(-2)], ScalarType.Bool, query.device).tril();
                var scores = (query * (1 / Math.Sqrt(query.size(-1)))).matmul(key.transpose(-2, -1));
                // In place: the product's gradient does not need its result, and the scores are the largest tensor here.
                if (mask?.dtype == ScalarType.Bool) scores.masked_fill_(mask.logical_not(), double.NegativeInfinity);
                else if (mask is not null) scores.add_(mask);
                var weights = scores.softmax(-1);
                if (p > 0) weights = dropout(weights, p);
                return weights.matmul(value).MoveToOuterDisposeScope();
            }
        }
    }
}
