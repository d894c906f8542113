namespace PastaGen.Text;

/// <summary>
/// How one class of the Python library lays out a SentencePiece model: which ids the pieces have, what the special tokens are, and how
/// texts are normalized. A file *.model says none of it.
/// </summary>
internal sealed record SentencePieceLayout
{
    // The score of a piece that is there for its id alone.
    private const double NeverChosen = -100;

    private static readonly SentencePieceLayout[] All =
    [
        new()
        {
            TokenizerClass = "XLMRoberta",
            First = "<s>", Separator = "</s>", Padding = "<pad>", Unknown = "<unk>", Masking = "<mask>",
            MaskingStripsLeft = true, NormalizesMasking = true, DoublesSeparator = true, UnknownId = 3,
            Before = [("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0)], FirstPiece = 3, After = [("<mask>", 0)],
            Normalizer = (_, rules) => AfterRules(rules, new StripNormalizer(left: false, right: true), ReplaceNormalizer.OfRunsOfSpaces("\u2581")),
        },
        new()
        {
            TokenizerClass = "Camembert",
            First = "<s>", Separator = "</s>", Padding = "<pad>", Unknown = "<unk>", Masking = "<mask>",
            AlsoSpecial = ["<s>NOTUSED", "</s>NOTUSED", "<unk>NOTUSED"],
            MaskingStripsLeft = true, DoublesSeparator = true, UnknownId = 3,
            Before = [("<s>NOTUSED", 0), ("<pad>", 0), ("</s>NOTUSED", 0), ("<unk>", 0), ("<unk>NOTUSED", NeverChosen)], FirstPiece = 1, After = [("<mask>", 0)],
            Normalizer = (_, rules) => AfterRules(rules, new StripNormalizer(left: false, right: true), ReplaceNormalizer.OfRunsOfSpaces("\u2581")),
        },
        new()
        {
            TokenizerClass = "Albert",
            First = "[CLS]", Separator = "[SEP]", Padding = "<pad>", Unknown = "<unk>", Masking = "[MASK]",
            MaskingStripsLeft = true, AvoidsNumbersWithComma = true,
            Normalizer = (names, rules) => new NormalizerSequence(
            [
                ReplaceNormalizer.OfText("``", "\""),
                ReplaceNormalizer.OfText("''", "\""),
                .. names.Option("keep_accents") ?? false ? (AligningNormalizer[])[] : [new UnicodeNormalizer(compatibility: true, composed: false), new StripAccentsNormalizer()],
                .. names.Option("do_lower_case") ?? true ? (AligningNormalizer[])[new LowercaseNormalizer()] : [],
                .. Rules(rules),
                ReplaceNormalizer.OfRunsOfSpaces(" "),
            ]),
        },
        new()
        {
            TokenizerClass = "DebertaV2",
            First = "[CLS]", Separator = "[SEP]", Padding = "[PAD]", Unknown = "[UNK]", Masking = "[MASK]",
            NormalizesUnknown = true, MaySplitAtPunctuation = true,
            Normalizer = (names, rules) => new NormalizerSequence(
            [
                .. names.Option("do_lower_case") ?? false ? (AligningNormalizer[])[new LowercaseNormalizer()] : [],
                new StripNormalizer(left: true, right: true),
                .. Rules(rules),
                ReplaceNormalizer.OfRunsOfSpaces(" "),
            ]),
        },
    ];

    /// <summary>The classes that are supported.</summary>
    public static IEnumerable<string> Supported => All.Select(layout => layout.TokenizerClass + "Tokenizer");

    /// <summary>What a tokenizer_config.json's class begins with.</summary>
    public required string TokenizerClass { get; init; }

    /// <summary>The token that begins a row.</summary>
    public required string First { get; init; }

    /// <summary>The token that ends a text.</summary>
    public required string Separator { get; init; }

    /// <summary>The token that fills short rows.</summary>
    public required string Padding { get; init; }

    /// <summary>The token of what no piece spells.</summary>
    public required string Unknown { get; init; }

    /// <summary>The token that hides a word.</summary>
    public required string Masking { get; init; }

    /// <summary>Other special tokens.</summary>
    public string[] AlsoSpecial { get; private init; } = [];

    /// <summary>Whether the hiding token takes the white space before it.</summary>
    public bool MaskingStripsLeft { get; private init; }

    /// <summary>Whether the hiding token is looked for in the normalized text.</summary>
    public bool NormalizesMasking { get; private init; }

    /// <summary>Whether the unknown token's name is looked for in the normalized text.</summary>
    public bool NormalizesUnknown { get; private init; }

    /// <summary>Whether a pair has two separators in its middle and is of one type.</summary>
    public bool DoublesSeparator { get; private init; }

    /// <summary>Whether an option makes punctuation marks words of their own.</summary>
    public bool MaySplitAtPunctuation { get; private init; }

    /// <summary>The id of the unknown token; null leaves it to the file.</summary>
    public int? UnknownId { get; private init; }

    /// <summary>How texts are normalized, given the options and the file's rules.</summary>
    public required Func<SpecialTokenNames, PrecompiledMap?, AligningNormalizer> Normalizer { get; init; }

    // Pieces that stand before and after those of the file, and the first of those that are taken.
    private (string Text, double Score)[] Before { get; init; } = [];
    private (string Text, double Score)[] After { get; init; } = [];
    private int FirstPiece { get; init; }
    private bool AvoidsNumbersWithComma { get; init; }

    /// <summary>
    /// The layout of a class, as in <c>FamilyTokenizer</c> or <c>FamilyTokenizerFast</c>, or of the model_type of a config.json, which
    /// spells the family in lower case and with hyphens; null where it is not supported.
    /// </summary>
    public static SentencePieceLayout? Find(string kind)
    {
        var family = kind.Replace("-", "", StringComparison.Ordinal);
        foreach (var suffix in (string[])["TokenizerFast", "Tokenizer"])
            if (family.EndsWith(suffix, StringComparison.Ordinal)) family = family[..^suffix.Length];
        return All.FirstOrDefault(layout => layout.TokenizerClass.Equals(family, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The pieces in the order of their ids.</summary>
    public IReadOnlyList<(string Text, double Score)> Pieces(SentencePieceFile file) =>
    [
        .. Before,
        .. file.Pieces.Skip(FirstPiece).Select(piece => (piece.Text, (double)piece.Score + (AvoidsNumbersWithComma && IsNumberWithComma(piece.Text) ? NeverChosen : 0))),
        .. After,
    ];

    private static bool IsNumberWithComma(string text) => text.Length >= 2 && text[^1] == ',' && char.IsDigit(text[^2]);

    private static AligningNormalizer[] Rules(PrecompiledMap? rules) => rules is null ? [] : [new PrecompiledNormalizer(rules)];

    private static NormalizerSequence AfterRules(PrecompiledMap? rules, params AligningNormalizer[] steps) => new([.. Rules(rules), .. steps]);
}
