using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>One batch as a model reads it: the tokens of all rows one behind the other, without padding. Owns its tensors.</summary>
public sealed class TokenBatch : IDisposable
{
    /// <summary>Where each row's tokens lie.</summary>
    public required PackedRows Rows { get; init; }

    /// <summary>Token ids, int64 <c>[tokens]</c>.</summary>
    public required Tensor InputIds { get; init; }

    /// <summary>Token types, int64 <c>[tokens]</c>, each below the encoder's number of types.</summary>
    public required Tensor TokenTypeIds { get; init; }

    /// <summary>The number of each token in its row as the encoder numbers them, int64 <c>[tokens]</c>.</summary>
    public required Tensor PositionIds { get; init; }

    /// <summary>Which tokens are special, int64 <c>[special tokens of the batch]</c>.</summary>
    public required Tensor SpecialPositions { get; init; }

    /// <summary>Which of its row's special tokens each one is, counted from 0, int64 <c>[special tokens of the batch]</c>.</summary>
    public required Tensor SpecialOrdinals { get; init; }

    /// <summary>The largest number of special tokens in a row.</summary>
    public required int SpecialTokensPerRow { get; init; }

    /// <summary>
    /// The tokens that a head for tokens answers for, int64 <c>[answered]</c>; null means every token. Pretraining asks for those alone
    /// that are masked, because the scores of all words cost more than the encoder.
    /// </summary>
    public Tensor? AnsweredTokens { get; init; }

    /// <summary>
    /// Label ids, int64: <c>[batch]</c>, or <c>[answered]</c> where each token has one, with -100 for those that do not count; null where
    /// there are none.
    /// </summary>
    public Tensor? Labels { get; init; }

    /// <summary>How many of the labels count; null means all.</summary>
    public long? CountedLabels { get; init; }

    /// <summary>Takes vectors of the states where a head that reads every token finds those, for a loss that compares them; null where nobody asks.</summary>
    public StateVectors? Vectors { get; init; }

    /// <summary>What the vectors are compared with, float32 <c>[vectors, width]</c>; null where they are not.</summary>
    public Tensor? VectorTargets { get; init; }

    /// <summary>
    /// Whether heads for tokens answer for virtual tokens too, which a model put before each row; training and prediction have no use for such answers.
    /// </summary>
    public bool AnswersVirtualTokens { get; init; }

    /// <summary>The rows that virtual tokens stand before, where a model put some there; null where there are none.</summary>
    public PrependedRows? VirtualTokens { get; private init; }

    /// <summary>How many states without tokens the rows' tokens are numbered behind.</summary>
    internal int NumbersTaken { get; private init; }

    /// <summary>
    /// The same batch with virtual tokens before each row, which have no words of their own: they are padding tokens until the embeddings get other vectors
    /// for them. All tokens of a row are numbered by their columns, as the usual implementations do where vectors stand for words, behind what <see cref="WithPositionsFrom"/> moved them by.
    /// </summary>
    /// <param name="count">How many each row gets.</param>
    /// <param name="config">The encoder.</param>
    /// <returns>A batch that belongs to this one, which still owns all tensors.</returns>
    public TokenBatch WithVirtualTokens(int count, EncoderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var longer = Rows.Prepended(count);
        var read = Rows.Once(("virtual tokens", count, NumbersTaken), _ => new VirtualTokenIds(this, longer, count, config));
        return new()
        {
            Rows = longer.Rows,
            InputIds = read.InputIds,
            TokenTypeIds = read.TokenTypeIds,
            PositionIds = read.PositionIds,
            SpecialPositions = read.SpecialPositions,
            SpecialOrdinals = SpecialOrdinals,
            SpecialTokensPerRow = SpecialTokensPerRow,
            AnsweredTokens = AnswersVirtualTokens ? null : read.AnsweredTokens,
            Labels = Labels,
            CountedLabels = CountedLabels,
            Vectors = Vectors,
            VectorTargets = VectorTargets,
            AnswersVirtualTokens = AnswersVirtualTokens,
            VirtualTokens = longer,
            NumbersTaken = NumbersTaken,
        };
    }

    /// <summary>The same batch with its tokens' numbers moved on, as where states without tokens stand before each row.</summary>
    /// <param name="count">By how many.</param>
    /// <returns>A batch that shares its tensors with this one, which still owns them; the moved numbers belong to the scope of the caller.</returns>
    public TokenBatch WithPositionsFrom(int count) => new()
    {
        Rows = Rows,
        InputIds = InputIds,
        TokenTypeIds = TokenTypeIds,
        PositionIds = PositionIds + count,
        SpecialPositions = SpecialPositions,
        SpecialOrdinals = SpecialOrdinals,
        SpecialTokensPerRow = SpecialTokensPerRow,
        AnsweredTokens = AnsweredTokens,
        Labels = Labels,
        CountedLabels = CountedLabels,
        Vectors = Vectors,
        VectorTargets = VectorTargets,
        AnswersVirtualTokens = AnswersVirtualTokens,
        VirtualTokens = VirtualTokens,
        NumbersTaken = NumbersTaken + count,
    };

    /// <summary>What a head that reads every token reads; takes the vectors where they are asked for.</summary>
    /// <param name="states"><c>[tokens, hidden]</c>.</param>
    /// <returns><c>[answered, hidden]</c>.</returns>
    public Tensor Answered(Tensor states)
    {
        ArgumentNullException.ThrowIfNull(states);
        Vectors?.Take(states, Rows);
        return AnsweredTokens is null ? states : states.index_select(0, AnsweredTokens);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Rows.Dispose();
        InputIds.Dispose();
        TokenTypeIds.Dispose();
        PositionIds.Dispose();
        SpecialPositions.Dispose();
        SpecialOrdinals.Dispose();
        AnsweredTokens?.Dispose();
        Labels?.Dispose();
        Vectors?.Dispose();
        VectorTargets?.Dispose();
    }
}
