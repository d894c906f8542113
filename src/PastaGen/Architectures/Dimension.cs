namespace PastaGen;

/// <summary>A named size, so that a shape can be stated before any number is known.</summary>
public enum Dimension
{
    /// <summary>Width of a hidden state.</summary>
    Hidden,

    /// <summary>Width inside the feed-forward block.</summary>
    Intermediate,

    /// <summary>Width of a row of the embeddings: the hidden width, unless a projection stands behind them.</summary>
    Embedding,

    /// <summary>Number of layers.</summary>
    Layers,

    /// <summary>Number of words.</summary>
    Vocabulary,

    /// <summary>Longest input in tokens.</summary>
    Positions,

    /// <summary>Number of distances between two positions: twice the positions, less one.</summary>
    Distances,

    /// <summary>Width of one attention head.</summary>
    HeadSize,

    /// <summary>Number of token types.</summary>
    TokenTypes,

    /// <summary>Number of labels.</summary>
    Labels,

    /// <summary>Number of special tokens that the tokenizer's template inserts into one input.</summary>
    Occurrences,

    /// <summary>Width of what enters the linear at an adaptation's site; where the site has none, of the state there.</summary>
    Input,

    /// <summary>Width of the state at an adaptation's site.</summary>
    Output,
}
