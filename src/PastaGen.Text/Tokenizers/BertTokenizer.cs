using PastaGen.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// WordPiece with BERT's special tokens, for programs written against the package Microsoft.ML.Tokenizers. It reads the names of
/// special tokens inside the text as text. Called as a <see cref="Tokenizer"/> it adds no special tokens, as there.
/// </summary>
public sealed class BertTokenizer : WordPieceTokenizer
{
    private BertTokenizer(Stream vocabStream, BertOptions options) : base(vocabStream, WithBertParts(options))
    {
        (ClassificationToken, ClassificationTokenId) = (options.ClassificationToken, IdOf(options.ClassificationToken));
        (SeparatorToken, SeparatorTokenId) = (options.SeparatorToken, IdOf(options.SeparatorToken));
        (PaddingToken, PaddingTokenId) = (options.PaddingToken, IdOf(options.PaddingToken));
        (MaskingToken, MaskingTokenId) = (options.MaskingToken, IdOf(options.MaskingToken));
    }

    /// <summary>The token that begins a row.</summary>
    public string ClassificationToken { get; }

    /// <summary>The id of <see cref="ClassificationToken"/>.</summary>
    public int ClassificationTokenId { get; }

    /// <summary>The token that ends a text.</summary>
    public string SeparatorToken { get; }

    /// <summary>The id of <see cref="SeparatorToken"/>.</summary>
    public int SeparatorTokenId { get; }

    /// <summary>The token that fills short rows.</summary>
    public string PaddingToken { get; }

    /// <summary>The id of <see cref="PaddingToken"/>.</summary>
    public int PaddingTokenId { get; }

    /// <summary>The token that hides a word.</summary>
    public string MaskingToken { get; }

    /// <summary>The id of <see cref="MaskingToken"/>.</summary>
    public int MaskingTokenId { get; }

    /// <summary>A tokenizer from a vocabulary of one token a line; the line number, from 0, is the id.</summary>
    /// <exception cref="ArgumentException">The vocabulary lacks a special token.</exception>
    public static BertTokenizer Create(string vocabFilePath, BertOptions? options = null)
    {
        using var stream = File.OpenRead(vocabFilePath);
        return Create(stream, options);
    }

    /// <summary>A tokenizer from a vocabulary of one token a line; the line number, from 0, is the id.</summary>
    /// <exception cref="ArgumentException">The vocabulary lacks a special token.</exception>
    public static BertTokenizer Create(Stream vocabStream, BertOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vocabStream);
        return new BertTokenizer(vocabStream, options ?? new BertOptions());
    }

    /// <summary>The ids of a text with the special tokens around it.</summary>
    public new IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, addSpecialTokens: true, considerPreTokenization, considerNormalization);

    /// <summary>The ids of a text, with or without the special tokens around it.</summary>
    public IReadOnlyList<int> EncodeToIds(string text, bool addSpecialTokens, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        var ids = base.EncodeToIds(text, considerPreTokenization, considerNormalization);
        return addSpecialTokens ? BuildInputsWithSpecialTokens(ids) : ids;
    }

    /// <summary>The ids of a row: <c>[CLS] A [SEP]</c>, or <c>[CLS] A [SEP] B [SEP]</c>.</summary>
    public IReadOnlyList<int> BuildInputsWithSpecialTokens(IEnumerable<int> tokenIds, IEnumerable<int>? additionalTokenIds = null) =>
        additionalTokenIds is null
            ? [ClassificationTokenId, .. tokenIds, SeparatorTokenId]
            : [ClassificationTokenId, .. tokenIds, SeparatorTokenId, .. additionalTokenIds, SeparatorTokenId];

    private static WordPieceOptions WithBertParts(BertOptions options) => new()
    {
        UnknownToken = options.UnknownToken,
        ContinuingSubwordPrefix = options.ContinuingSubwordPrefix,
        MaxInputCharsPerWord = options.MaxInputCharsPerWord,
        Normalizer = options.Normalizer ?? new BertNormalizer(
            cleanText: true, options.IndividuallyTokenizeCjk, options.RemoveNonSpacingMarks, options.LowerCaseBeforeTokenization),
        PreTokenizer = options.PreTokenizer ?? BertPreTokenizer.Instance,
    };
}
