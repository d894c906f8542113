using TorchSharp.Modules;

namespace PastaGen.Models;

/// <summary>
/// ModernBERT (Warner et al. 2024, "Smarter, Better, Faster, Longer: A Modern Bidirectional Encoder for Fast, Memory Efficient, and Long Context
/// Finetuning and Inference", arXiv 2412.13663): norms at the blocks' inputs, no biases, rotary positions, most layers with a window, a gated
/// feed-forward.
/// </summary>
[Architecture("modernbert", Prefix = "model.")]
[ConfigKey(ConfigSetting.Activation, "hidden_activation")]
[ConfigKey(ConfigSetting.LayerNormEpsilon, "norm_eps", Fallback = 1e-5)]
[ConfigKey(ConfigSetting.HiddenDropout, "mlp_dropout", Fallback = 0.0)]
[ConfigKey(ConfigSetting.EmbeddingDropout, "embedding_dropout", Fallback = 0.0)]
[ConfigKey(ConfigSetting.AttentionDropout, "attention_dropout", Fallback = 0.0)]
[ConfigKey(ConfigSetting.ClassifierDropout, "classifier_dropout", Fallback = 0.0)]
[ConfigKey(ConfigSetting.PadTokenId, "pad_token_id", Fallback = 50283)]
[Requires("norm_bias", false)]
[Requires("attention_bias", false)]
[Requires("mlp_bias", false)]
[Requires("classifier_bias", false)]
[Requires("decoder_bias", true)]
[SequenceHead(
    "classifier", HeadInput.FirstPosition, ReadsKey = "classifier_pooling", Dense = "head.dense", DenseHasBias = false, Activation = Activation.Gelu,
    ActivationKey = "classifier_activation", Norm = "head.norm", NormHasBias = false)]
[TokenHead(
    "classifier", Dense = "head.dense", DenseHasBias = false, Activation = Activation.Gelu, ActivationKey = "classifier_activation", Norm = "head.norm", NormHasBias = false)]
[MaskedLanguageHead(
    "decoder", Dense = "head.dense", DenseHasBias = false, Activation = Activation.Gelu, ActivationKey = "classifier_activation", Norm = "head.norm", NormHasBias = false)]
public interface IModernbert : IArchitecture
{
    /// <summary>Words.</summary>
    [Block("embeddings")] IEmbeddings Embeddings { get; }

    /// <summary>The encoder's layers.</summary>
    [Repeated("layers.{0}")] IReadOnlyList<ILayer> Layers { get; }

    /// <summary>The norm after the last layer.</summary>
    [Block] IFinalNorm FinalNorm { get; }

    /// <summary>Words.</summary>
    [Embeddings]
    interface IEmbeddings
    {
        /// <summary>One row per word.</summary>
        [Weights(Role.Words, "tok_embeddings")] Embedding Words { get; }

        /// <summary>Ends the embeddings.</summary>
        [Weights(Role.Norm, "norm", Bias = false)] LayerNorm Norm { get; }
    }

    /// <summary>One layer: its blocks in the order in which they run.</summary>
    interface ILayer
    {
        /// <summary>Self-attention.</summary>
        [Block] IAttention Attention { get; }

        /// <summary>Feed-forward.</summary>
        [Block] IFeedForward FeedForward { get; }
    }

    /// <summary>Self-attention.</summary>
    [RotaryAttention(
        ThetaKey = "global_rope_theta", WindowKey = "local_attention", WindowThetaKey = "local_rope_theta", WindowTheta = 10_000.0,
        GlobalEveryKey = "global_attn_every_n_layers")]
    interface IAttention
    {
        /// <summary>At the input; the first layer reads what the embeddings' norm gave.</summary>
        [Weights(Role.Norm, "attn_norm", Bias = false, FirstLayer = 1)] LayerNorm? Norm { get; }

        /// <summary>Projection to queries, keys and values.</summary>
        [Weights("QueryKeyValue", "attn.Wqkv", Bias = false)] Linear QueryKeyValue { get; }

        /// <summary>Back to the residual stream.</summary>
        [Weights(Role.Output, "attn.Wo", Bias = false)] Linear Output { get; }
    }

    /// <summary>Feed-forward.</summary>
    [GatedFeedForward]
    interface IFeedForward
    {
        /// <summary>At the input.</summary>
        [Weights(Role.Norm, "mlp_norm", Bias = false)] LayerNorm Norm { get; }

        /// <summary>To what is activated, and to the gate.</summary>
        [Weights(Role.Widen, "mlp.Wi", Bias = false)] Linear Widen { get; }

        /// <summary>Back to the residual stream.</summary>
        [Weights(Role.Output, "mlp.Wo", Bias = false)] Linear Output { get; }
    }

    /// <summary>The norm after the last layer.</summary>
    [FinalNorm]
    interface IFinalNorm
    {
        /// <summary>Ends the encoder.</summary>
        [Weights(Role.Norm, "final_norm", Bias = false)] LayerNorm Norm { get; }
    }
}
