using TorchSharp.Modules;

namespace PastaGen.Models;

/// <summary>
/// DeBERTa's second and third version (He et al. 2021, "DeBERTa: Decoding-enhanced BERT with Disentangled Attention", arXiv 2006.03654, and
/// "DeBERTaV3", arXiv 2111.09543): no positions in the embeddings, and attention that scores content against the distance and the distance
/// against content, with one table of distances for all layers.
/// </summary>
[Architecture("deberta-v2", Prefix = "deberta.")]
[ConfigKey(ConfigSetting.TokenTypeCount, "type_vocab_size", Fallback = 0)]
[ConfigKey(ConfigSetting.LayerNormEpsilon, "layer_norm_eps", Fallback = 1e-7)]
[ConfigKey(ConfigSetting.ClassifierDropout, "cls_dropout")]
[ConfigKey(ConfigSetting.HeadInputDropout, "pooler_dropout", Fallback = 0.0)]
[Requires("relative_attention", true)]
[Requires("position_biased_input", false)]
[Requires("share_att_key", true)]
[Requires("norm_rel_ebd", "layer_norm")]
[Requires("type_vocab_size", 0)]
[Requires("conv_kernel_size", 0)]
[Requires("legacy", true)]
[SequenceHead(
    "classifier", HeadInput.FirstPosition, DropsInput = true, Dense = "pooler.dense", Activation = Activation.Gelu, ActivationKey = "pooler_hidden_act")]
[TokenHead("classifier", Dropout = HeadDropout.Hidden)]
[MaskedLanguageHead("cls.predictions", Dense = "cls.predictions.transform.dense", Norm = "cls.predictions.transform.LayerNorm")]
public interface IDebertaV2 : IArchitecture
{
    /// <summary>Words.</summary>
    [Block("embeddings")] IEmbeddings Embeddings { get; }

    /// <summary>What all layers know of distances.</summary>
    [Block("encoder")] IDistances Distances { get; }

    /// <summary>The encoder's layers.</summary>
    [Repeated("encoder.layer.{0}")] IReadOnlyList<ILayer> Layers { get; }

    /// <summary>Words.</summary>
    [MaskedEmbeddings]
    interface IEmbeddings
    {
        /// <summary>One row per word.</summary>
        [Weights(Role.Words, "word_embeddings")] Embedding Words { get; }

        /// <summary>Ends the embeddings.</summary>
        [Weights(Role.Norm, "LayerNorm")] LayerNorm Norm { get; }
    }

    /// <summary>A vector for each distance.</summary>
    [DistanceVectors]
    interface IDistances
    {
        /// <summary>One row per distance or range of distances.</summary>
        [Weights("Distances", "rel_embeddings")] Embedding Distances { get; }

        /// <summary>Of the rows.</summary>
        [Weights(Role.Norm, "LayerNorm")] LayerNorm Norm { get; }
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
        /// <summary>Projection to queries, and of distances to queries.</summary>
        [Weights(Role.Query, "self.query_proj")] Linear Query { get; }

        /// <summary>Projection to keys, and of distances to keys.</summary>
        [Weights(Role.Key, "self.key_proj")] Linear Key { get; }

        /// <summary>Projection to values.</summary>
        [Weights(Role.Value, "self.value_proj")] Linear Value { get; }

        /// <summary>Back to the residual stream.</summary>
        [Weights(Role.Output, "output.dense")] Linear Output { get; }

        /// <summary>Ends the block.</summary>
        [Weights(Role.Norm, "output.LayerNorm")] LayerNorm Norm { get; }
    }
}
