using TorchSharp.Modules;

namespace PastaGen.Models;

/// <summary>
/// BERT (Devlin et al. 2019, "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", arXiv 1810.04805):
/// learned absolute positions, norms after the residuals, a pooler over position 0.
/// </summary>
[Architecture("bert", Prefix = "bert.")]
[SequenceHead("classifier", HeadInput.PooledOutput)]
[TokenHead("classifier")]
[MaskedLanguageHead("cls.predictions", Dense = "cls.predictions.transform.dense", Norm = "cls.predictions.transform.LayerNorm")]
public interface IBert : IArchitecture
{
    /// <summary>Words, positions and token types.</summary>
    [Block("embeddings")] IEmbeddings Embeddings { get; }

    /// <summary>The encoder's layers.</summary>
    [Repeated("encoder.layer.{0}")] IReadOnlyList<ILayer> Layers { get; }

    /// <summary>The pooled output.</summary>
    [Block("pooler")] IPooler Pooler { get; }

    /// <summary>Words, positions and token types.</summary>
    [Embeddings]
    interface IEmbeddings
    {
        /// <summary>One row per word.</summary>
        [Weights(Role.Words, "word_embeddings")] Embedding Words { get; }

        /// <summary>One row per position.</summary>
        [Weights(Role.Positions, "position_embeddings")] Embedding Positions { get; }

        /// <summary>One row per token type.</summary>
        [Weights(Role.TokenTypes, "token_type_embeddings")] Embedding TokenTypes { get; }

        /// <summary>Ends the embeddings.</summary>
        [Weights(Role.Norm, "LayerNorm")] LayerNorm Norm { get; }
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
        [Weights(Role.Query, "self.query")] Linear Query { get; }

        /// <summary>Projection to keys.</summary>
        [Weights(Role.Key, "self.key")] Linear Key { get; }

        /// <summary>Projection to values.</summary>
        [Weights(Role.Value, "self.value")] Linear Value { get; }

        /// <summary>One row per distance, where the config says that attention knows distances.</summary>
        [Weights(Role.Distances, "self.distance_embedding")] Embedding? Distances { get; }

        /// <summary>Back to the residual stream.</summary>
        [Weights(Role.Output, "output.dense")] Linear Output { get; }

        /// <summary>Ends the block.</summary>
        [Weights(Role.Norm, "output.LayerNorm")] LayerNorm Norm { get; }
    }

    /// <summary>Feed-forward.</summary>
    [FeedForward(NormPlacement.Post)]
    interface IFeedForward
    {
        /// <summary>To the intermediate size.</summary>
        [Weights(Role.Widen, "intermediate.dense")] Linear Widen { get; }

        /// <summary>Back to the residual stream.</summary>
        [Weights(Role.Output, "output.dense")] Linear Output { get; }

        /// <summary>Ends the block.</summary>
        [Weights(Role.Norm, "output.LayerNorm")] LayerNorm Norm { get; }
    }

    /// <summary>The pooled output of a text.</summary>
    [Pooler(Activation.Tanh)]
    interface IPooler
    {
        /// <summary>The pooler's linear.</summary>
        [Weights(Role.Output, "dense")] Linear Output { get; }
    }
}
