using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>Input embeddings that know no positions: words, a norm, zeros for tokens that are not attended to, dropout.</summary>
/// <param name="config">The encoder.</param>
[Flow("words, then a norm, and zeros for what is not attended to", Sites = Site.EmbeddingOutput, Reads = [ConfigSetting.EmbeddingDropout])]
public abstract class MaskedEmbeddings(EncoderConfig config) : EmbeddingFlow(config)
{
    /// <summary>One row per word.</summary>
    [Part(Role.Words, Dimension.Vocabulary, Dimension.Hidden)]
    public abstract Embedding Words { get; }

    /// <summary>Ends the embeddings.</summary>
    [Part(Role.Norm, Dimension.Hidden)]
    public abstract LayerNorm Norm { get; }

    /// <inheritdoc/>
    public override Tensor forward(TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        var hidden = Norm.forward(Words.forward(batch.InputIds));                            // [tokens, hidden]
        if (batch.Rows.KeyMask is { } mask) hidden = hidden * mask.unsqueeze(1);
        hidden = RandomDropout.Apply(hidden, Config.EmbeddingDropout, training);
        return At(Site.EmbeddingOutput, hidden, batch).MoveToOuterDisposeScope();
    }
}
