using TorchSharp.Modules;

namespace PastaGen.Models;

/// <summary>
/// DistilBERT (Sanh et al. 2019, "DistilBERT, a distilled version of BERT", arXiv 1910.01108): half of BERT's layers, no token types, no
/// pooler, and no dropout behind attention.
/// </summary>
[Architecture("distilbert", Prefix = "distilbert.")]
[ConfigKey(ConfigSetting.HiddenSize, "dim")]
[ConfigKey(ConfigSetting.LayerCount, "n_layers")]
[ConfigKey(ConfigSetting.HeadCount, "n_heads")]
[ConfigKey(ConfigSetting.IntermediateSize, "hidden_dim")]
[ConfigKey(ConfigSetting.Activation, "activation")]
[ConfigKey(ConfigSetting.HiddenDropout, "dropout")]
[ConfigKey(ConfigSetting.AttentionDropout, "attention_dropout")]
[ConfigKey(ConfigSetting.ClassifierDropout, "seq_classif_dropout", Fallback = 0.2)]
[ConfigKey(ConfigSetting.LayerNormEpsilon, "", Fallback = 1e-12)]
[SequenceHead("classifier", HeadInput.FirstPosition, Dense = "pre_classifier", Activation = Activation.Relu)]
[TokenHead("classifier", Dropout = HeadDropout.Hidden)]
[MaskedLanguageHead("vocab_projector", Dense = "vocab_transform", Norm = "vocab_layer_norm")]
public interface IDistilbert : IArchitecture
{
    /// <summary>Words and positions.</summary>
    [Block("embeddings")] IEmbeddings Embeddings { get; }

    /// <summary>The encoder's layers.</summary>
    [Repeated("transformer.layer.{0}")] IReadOnlyList<ILayer> Layers { get; }

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

    /// <summary>One layer: its blocks in the order in which they run.</summary>
    interface ILayer
    {
        /// <summary>Self-attention.</summary>
        [Block] IAttention Attention { get; }

        /// <summary>Feed-forward.</summary>
        [Block] IFeedForward FeedForward { get; }
    }

    /// <summary>Self-attention.</summary>
    [SelfAttention(NormPlacement.Post, Dropout = false)]
    interface IAttention
    {
        /// <summary>Projection to queries.</summary>
        [Weights(Role.Query, "attention.q_lin")] Linear Query { get; }

        /// <summary>Projection to keys.</summary>
        [Weights(Role.Key, "attention.k_lin")] Linear Key { get; }

        /// <summary>Projection to values.</summary>
        [Weights(Role.Value, "attention.v_lin")] Linear Value { get; }

        /// <summary>Back to the residual stream.</summary>
        [Weights(Role.Output, "attention.out_lin")] Linear Output { get; }

        /// <summary>Ends the block.</summary>
        [Weights(Role.Norm, "sa_layer_norm")] LayerNorm Norm { get; }
    }

    /// <summary>Feed-forward.</summary>
    [FeedForward(NormPlacement.Post)]
    interface IFeedForward
    {
        /// <summary>To the intermediate size.</summary>
        [Weights(Role.Widen, "ffn.lin1")] Linear Widen { get; }

        /// <summary>Back to the residual stream.</summary>
        [Weights(Role.Output, "ffn.lin2")] Linear Output { get; }

        /// <summary>Ends the block.</summary>
        [Weights(Role.Norm, "output_layer_norm")] LayerNorm Norm { get; }
    }
}
