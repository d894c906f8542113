namespace Microsoft.ML.Tokenizers;

/// <summary>
/// How a <see cref="BertTokenizer"/> works. Set <see cref="WordPieceOptions.Normalizer"/> and
/// <see cref="WordPieceOptions.PreTokenizer"/> to this project's own: then the package of this name gives the same ids.
/// </summary>
public sealed class BertOptions : WordPieceOptions
{
    /// <summary>Whether text is put in lower case, where no normalizer is set.</summary>
    public bool LowerCaseBeforeTokenization { get; set; } = true;

    /// <summary>Whether ideographs stand as words of their own, where no normalizer is set.</summary>
    public bool IndividuallyTokenizeCjk { get; set; } = true;

    /// <summary>Whether accents are dropped, where no normalizer is set.</summary>
    public bool RemoveNonSpacingMarks { get; set; }

    /// <summary>The token that begins a row.</summary>
    public string ClassificationToken { get; set; } = "[CLS]";

    /// <summary>The token that ends a text.</summary>
    public string SeparatorToken { get; set; } = "[SEP]";

    /// <summary>The token that fills short rows.</summary>
    public string PaddingToken { get; set; } = "[PAD]";

    /// <summary>The token that hides a word.</summary>
    public string MaskingToken { get; set; } = "[MASK]";
}
