using TorchSharp.Modules;

namespace PastaGen.Models;

/// <summary>
/// ALBERT (Lan et al. 2019, "ALBERT: A Lite BERT for Self-supervised Learning of Language Representations", arXiv 1909.11942): BERT with
/// narrow embeddings and layers that share their weights, without dropout behind the feed-forward block.
/// </summary>
[Architecture("albert", Prefix = "albert.")]
[ConfigKey(ConfigSetting.ClassifierDropout, "classifier_dropout_prob", Fallback = 0.1)]
[ConfigKey(ConfigSetting.HiddenDropout, "hidden_dropout_prob", Fallback = 0)]
[ConfigKey(ConfigSetting.AttentionDropout, "attention_probs_dropout_prob", Fallback = 0)]
[ConfigKey(ConfigSetting.EmbeddingSize, "embedding_size", Fallback = 128)]
[ConfigKey(ConfigSetting.Activation, "hidden_act", Fallback = "gelu_new")]
[Requires("inner_group_num", 1)]
[SequenceHead("classifier", HeadInput.PooledOutput)]
[TokenHead("classifier")]
[MaskedLanguageHead("predictions", Dense = "predictions.dense", Norm = "predictions.LayerNorm")]
public interface IAlbert : IArchitecture
{
    /// <summary>Words, positions and token types.</summary>
    [Block("embeddings")] IBert.IEmbeddings Embeddings { get; }

    /// <summary>From embeddings to hidden states.</summary>
    [Block("encoder")] IProjection Projection { get; }

    /// <summary>The weights of the encoder's layers, those of each group once.</summary>
    [Repeated("encoder.albert_layer_groups.{0}.albert_layers.0", Shared = true)] IReadOnlyList<ILayer> Layers { get; }

    /// <summary>The pooled output.</summary>
    [Block] IPooler Pooler { get; }

    /// <summary>From embeddings to hidden states.</summary>
    [EmbeddingProjection]
    interface IProjection
    {
        /// <summary>There even where the two are equally wide.</summary>
        [Weights(Role.Output, "embedding_hidden_mapping_in")] Linear Output { get; }
    }

    /// <summary>One layer: its blocks in the order in which they run.</summary>
    interface ILayer
    {
        /// <summary>Self-attention.</summary>
        [Block("attention")] IAttention Attention { get; }

        /// <summary>Feed-forward.</summary>
        [Block] IFeedForward FeedForward { get; }
    }

    /// <summary>Self-attention.</summary>
    [SelfAttention(NormPlacement.Post)]
    interface IAttention
    {
        /// <summary>Projection to queries.</summary>
        [Weights(Role.Query, "query")] Linear Query { get; }

        /// <summary>Projection to keys.</summary>
        [Weights(Role.Key, "key")] Linear Key { get; }

        /// <summary>Projection to values.</summary>
        [Weights(Role.Value, "value")] Linear Value { get; }

        /// <summary>Back to the residual stream.</summary>
        [Weights(Role.Output, "dense")] Linear Output { get; }

        /// <summary>Ends the block.</summary>
        [Weights(Role.Norm, "LayerNorm")] LayerNorm Norm { get; }
    }

    /// <summary>Feed-forward.</summary>
    [FeedForward(NormPlacement.Post, Dropout = false)]
    interface IFeedForward
    {
        /// <summary>To the intermediate size.</summary>
        [Weights(Role.Widen, "ffn")] Linear Widen { get; }

        /// <summary>Back to the residual stream.</summary>
        [Weights(Role.Output, "ffn_output")] Linear Output { get; }

        /// <summary>Ends the block.</summary>
        [Weights(Role.Norm, "full_layer_layer_norm")] LayerNorm Norm { get; }
    }

    /// <summary>The pooled output of a text.</summary>
    [Pooler(Activation.Tanh)]
    interface IPooler
    {
        /// <summary>The pooler's linear.</summary>
        [Weights(Role.Output, "pooler")] Linear Output { get; }
    }
}
