using TorchSharp.Modules;

namespace PastaGen.Models;

/// <summary>
/// ELECTRA (Clark et al. 2020, "ELECTRA: Pre-training Text Encoders as Discriminators Rather Than Generators", arXiv 2003.10555): BERT's
/// blocks without its pooler, behind embeddings that may be narrower than hidden states.
/// </summary>
[Architecture("electra", Prefix = "electra.")]
[SequenceHead("classifier.out_proj", HeadInput.FirstPosition, DropsInput = true, Dense = "classifier.dense", Activation = Activation.Gelu)]
[TokenHead("classifier")]
[MaskedLanguageHead("generator_lm_head", Dense = "generator_predictions.dense", Activation = Activation.Gelu, Norm = "generator_predictions.LayerNorm")]
public interface IElectra : IArchitecture
{
    /// <summary>Words, positions and token types.</summary>
    [Block("embeddings")] IBert.IEmbeddings Embeddings { get; }

    /// <summary>From embeddings to hidden states.</summary>
    [Block] IProjection Projection { get; }

    /// <summary>The encoder's layers.</summary>
    [Repeated("encoder.layer.{0}")] IReadOnlyList<IBert.ILayer> Layers { get; }

    /// <summary>From embeddings to hidden states.</summary>
    [EmbeddingProjection]
    interface IProjection
    {
        /// <summary>There where the two differ in width.</summary>
        [Weights(Role.Output, "embeddings_project")] Linear? Output { get; }
    }
}
