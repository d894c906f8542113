using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.UserArchitecture;

/// <summary>Words alone, times the square root of their width: no positions, no types, no norm.</summary>
/// <param name="config">The encoder.</param>
[Flow("words, scaled", Sites = Site.EmbeddingOutput)]
public abstract class ScaledWords(EncoderConfig config) : EmbeddingFlow(config)
{
    /// <summary>One row per word.</summary>
    [Part(Role.Words, Dimension.Vocabulary, Dimension.Hidden)]
    public abstract Embedding Words { get; }

    /// <inheritdoc/>
    public override Tensor forward(TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        var scaled = Words.forward(batch.InputIds) * Math.Sqrt(Config.HiddenSize);
        return At(Site.EmbeddingOutput, scaled, batch).MoveToOuterDisposeScope();
    }
}

/// <summary>Words alone, times the square root of their width.</summary>
public sealed class ScaledWordsAttribute : BlockKindAttribute<ScaledWords>;
