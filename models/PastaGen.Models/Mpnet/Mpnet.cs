using TorchSharp.Modules;

namespace PastaGen.Models;

/// <summary>
/// MPNet (Song et al. 2020, "MPNet: Masked and Permuted Pre-training for Language Understanding", arXiv 2004.09297): positions that are
/// numbered after the padding token, no token types, and in every layer a bias for the distance of query and key from one table.
/// </summary>
[Architecture("mpnet", Prefix = "mpnet.")]
[Positions(PositionNumbering.AfterPadding)]
[ConfigKey(ConfigSetting.PadTokenId, "pad_token_id", Fallback = 1)]
[Requires("pad_token_id", 1)]
[Requires("relative_attention_num_buckets", 32)]
[SequenceHead("classifier.out_proj", HeadInput.FirstPosition, Dense = "classifier.dense", Activation = Activation.Tanh, DropsInput = true, Dropout = HeadDropout.Hidden)]
[TokenHead("classifier", Dropout = HeadDropout.Hidden)]
[MaskedLanguageHead("lm_head", Dense = "lm_head.dense", Activation = Activation.Gelu, Norm = "lm_head.layer_norm")]
public interface IMpnet : IArchitecture
{
    /// <summary>Words and positions.</summary>
    [Block("embeddings")] IEmbeddings Embeddings { get; }

    /// <summary>What all layers know of distances.</summary>
    [Block("encoder")] IDistances Distances { get; }

    /// <summary>The encoder's layers.</summary>
    [Repeated("encoder.layer.{0}")] IReadOnlyList<ILayer> Layers { get; }

    /// <summary>The pooled output.</summary>
    [Block("pooler")] IBert.IPooler Pooler { get; }

    /// <summary>Words and positions.</summary>
    [Embeddings]
    interface IEmbeddings
    {
        /// <summary>One row per word.</summary>
        [Weights(Role.Words, "word_embeddings")] Embedding Words { get; }

        /// <summary>One row per position.</summary>
        [Weights(Role.Positions, "position_embeddings")] Embedding Positions { get; }

        /// <summary>Ends the embeddings.</summary>
        [Weights(Role.Norm, "LayerNorm")] LayerNorm Norm { get; }
    }

    /// <summary>A bias for each range of distances.</summary>
    [DistanceBias(Buckets = 32, MaxDistance = 128)]
    interface IDistances
    {
        /// <summary>One row per range, one column per head.</summary>
        [Weights("Distances", "relative_attention_bias")] Embedding Distances { get; }
    }

    /// <summary>One layer: its blocks in the order in which they run.</summary>
    interface ILayer
    {
        /// <summary>Self-attention.</summary>
        [Block("attention")] IAttention Attention { get; }

        /// <summary>Feed-forward.</summary>
        [Block] IBert.IFeedForward FeedForward { get; }
    }

    /// <summary>Self-attention.</summary>
    [DistanceSelfAttention]
    interface IAttention
    {
        /// <summary>Projection to queries.</summary>
        [Weights(Role.Query, "attn.q")] Linear Query { get; }

        /// <summary>Projection to keys.</summary>
        [Weights(Role.Key, "attn.k")] Linear Key { get; }

        /// <summary>Projection to values.</summary>
        [Weights(Role.Value, "attn.v")] Linear Value { get; }

        /// <summary>Back to the residual stream.</summary>
        [Weights(Role.Output, "attn.o")] Linear Output { get; }

        /// <summary>Ends the block.</summary>
        [Weights(Role.Norm, "LayerNorm")] LayerNorm Norm { get; }
    }
}
