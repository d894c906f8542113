namespace Microsoft.ML.Tokenizers;

/// <summary>How a <see cref="WordPieceTokenizer"/> works.</summary>
public class WordPieceOptions
{
    /// <summary>What rewrites a text first; null leaves it as it is.</summary>
    public Normalizer? Normalizer { get; set; }

    /// <summary>What splits a text into words; null splits at white space and punctuation, as BERT does.</summary>
    public PreTokenizer? PreTokenizer { get; set; }

    /// <summary>The token that stands for a word that the vocabulary cannot spell.</summary>
    public string UnknownToken { get; set; } = "[UNK]";

    /// <summary>What a vocabulary entry begins with where it continues a word.</summary>
    public string ContinuingSubwordPrefix { get; set; } = "##";

    /// <summary>A longer word is unknown. Counted in characters, not in UTF-16 units.</summary>
    public int MaxInputCharsPerWord { get; set; } = 100;
}
