namespace PastaGen.Text.Corpora;

/// <summary>
/// How tokens are hidden in masked-LM training (Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers for Language
/// Understanding", 2019, section 3.1, whose numbers the defaults are). What is neither masked nor replaced stays and is predicted too.
/// </summary>
public sealed record MaskingOptions
{
    /// <summary>The part of all tokens that is to be predicted, above 0 and at most 1.</summary>
    public double Share { get; init; } = 0.15;

    /// <summary>The part of those that the mask token stands for.</summary>
    public double Masked { get; init; } = 0.8;

    /// <summary>The part of those that another token, any with equal chance, stands for.</summary>
    public double Random { get; init; } = 0.1;

    /// <summary>Whether the tokens of a word are chosen together; else each is chosen by itself.</summary>
    public bool WholeWords { get; init; }
}
