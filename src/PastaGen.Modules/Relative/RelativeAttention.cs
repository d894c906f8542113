using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Self-attention of an encoder whose config says what it knows of positions: vectors for distances, which are multiplied with queries
/// (Shaw et al. 2018, arXiv 1803.02155, equation 4) and with keys too (Huang et al. 2020, "Improve Transformer Models with Better Relative
/// Position Embeddings", arXiv 2009.13658, method 4), or none.
/// </summary>
public static class RelativeAttention
{
    /// <summary>Attention over three projections, with distances where there is a table of them.</summary>
    /// <param name="query"><c>[tokens, hidden]</c>, or <c>[batch, hidden]</c> for the first tokens alone.</param>
    /// <param name="key"><c>[tokens, hidden]</c>.</param>
    /// <param name="value"><c>[tokens, hidden]</c>.</param>
    /// <param name="rows">How rows lie in keys and values.</param>
    /// <param name="distances">One row per distance, <c>[distances, head size]</c>, the same for all heads; null for none.</param>
    /// <param name="config">The encoder: whether keys are multiplied with distances too.</param>
    /// <param name="training">Whether dropout acts.</param>
    /// <returns>The shape of <paramref name="query"/>.</returns>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value, PackedRows rows, Embedding? distances, EncoderConfig config, bool training)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(config);
        if (distances is null) return AttentionCore.Attend(query, key, value, rows, config.HeadCount, config.AttentionDropout, training);
        using var scope = NewDisposeScope();
        var relative = rows.Relative(new ExactDistances(config.PositionCount));
        var table = relative.Narrow(distances.weight!);   // [rows, head size]
        var terms = new RelativeTerms { Keys = table, Queries = config.PositionEmbedding == PositionEmbedding.RelativeKeyQuery ? table : null };
        return RelativeAttentionCore.Attend(query, key, value, relative, terms, config.HeadCount, config.AttentionDropout, training).MoveToOuterDisposeScope();
    }

    /// <summary>Attention over keys and values of which some have no position, so that there is no distance to them.</summary>
    /// <param name="query"><c>[tokens, hidden]</c>, or <c>[batch, hidden]</c> for the first tokens alone.</param>
    /// <param name="sequence">Keys and values.</param>
    /// <param name="rows">How rows lie in what queries are made from.</param>
    /// <param name="distances">Must be null.</param>
    /// <param name="config">The encoder.</param>
    /// <param name="training">Whether dropout acts.</param>
    /// <returns>The shape of <paramref name="query"/>.</returns>
    public static Tensor Attend(Tensor query, KeyValueSequence sequence, PackedRows rows, Embedding? distances, EncoderConfig config, bool training)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (distances is not null) throw config.Settings.Refused("position_embedding_type", "absolute, because there is no distance to the keys that an adaptation adds");
        return AttentionCore.Attend(query, sequence, rows, config.HeadCount, config.AttentionDropout, training);
    }
}
