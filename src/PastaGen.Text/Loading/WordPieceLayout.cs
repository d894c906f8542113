namespace PastaGen.Text;

/// <summary>What a class of the Python library takes for special tokens where no file of the folder names them. A vocab.txt says none of it.</summary>
internal sealed record WordPieceLayout
{
    private static readonly WordPieceLayout Usual = new()
    {
        TokenizerClass = "",
        First = "[CLS]",
        Separator = "[SEP]",
        Padding = "[PAD]",
        Masking = "[MASK]",
    };

    private static readonly WordPieceLayout[] Others =
    [
        new()
        {
            TokenizerClass = "MPNet", First = "<s>", Separator = "</s>", Padding = "<pad>", Masking = "<mask>",
            MaskingStripsLeft = true, DoublesSeparator = true,
        },
    ];

    /// <summary>How the names of the classes begin.</summary>
    public required string TokenizerClass { get; init; }

    /// <summary>The token before a text.</summary>
    public required string First { get; init; }

    /// <summary>The token behind a text.</summary>
    public required string Separator { get; init; }

    /// <summary>The token that fills shorter rows.</summary>
    public required string Padding { get; init; }

    /// <summary>The token that stands for a word to be found.</summary>
    public required string Masking { get; init; }

    /// <summary>Whether the token that stands for a word takes the space before it.</summary>
    public bool MaskingStripsLeft { get; private init; }

    /// <summary>Whether two separators stand between the texts of a pair.</summary>
    public bool DoublesSeparator { get; private init; }

    /// <summary>The layout of a tokenizer's class; null means BERT's.</summary>
    public static WordPieceLayout Of(string? tokenizerClass) =>
        Others.FirstOrDefault(layout => tokenizerClass?.StartsWith(layout.TokenizerClass, StringComparison.Ordinal) ?? false) ?? Usual;
}
