namespace PastaGen.Text;

/// <summary>
/// One encoded row: a text or a pair, with the special tokens that the template inserts. The arrays have one element per token and
/// must not be written to. All but <see cref="Ids"/> are made when first asked for.
/// </summary>
public sealed class Encoding
{
    private readonly TextEncoder encoder;
    private readonly EncodedParts parts;
    private (string[] Tokens, (int Start, int End)[] Offsets)? spelled;

    internal Encoding(TextEncoder encoder, EncodedParts parts, int[] ids)
    {
        this.encoder = encoder;
        this.parts = parts;
        Ids = ids;
    }

    /// <summary>Token ids.</summary>
    public int[] Ids { get; }

    /// <summary>How many tokens there are, inserted ones included.</summary>
    public int Length => Ids.Length;

    /// <summary>Which text a token belongs to, as the model's token types: 0 or 1.</summary>
    public int[] TypeIds => field ??= encoder.Layout(parts).TypeIds;

    /// <summary>1 where the template inserted the token, else 0; the name of a special token inside the text counts as 0.</summary>
    public int[] SpecialMask => field ??= [.. SpecialOrdinals.Select(ordinal => ordinal == 0 ? 0 : 1)];

    /// <summary>0 for tokens of the text; p for the p-th special token that the template inserted into this row, from 1.</summary>
    public int[] SpecialOrdinals => field ??= encoder.Layout(parts).Ordinals;

    /// <summary>
    /// Which of the words a token is a part of, from 0; -1 for inserted ones. Null where the text was not given as words. A word that
    /// truncation removed, or that has no token, is not among them.
    /// </summary>
    public int[]? WordIds => parts.WordOfToken is null ? null : field ??= encoder.WordIds(parts);

    /// <summary>How many words there are, cut ones included; 0 where the text was not given as words.</summary>
    public int WordCount => parts.Words?.Count ?? 0;

    /// <summary>How many words truncation removed with all their tokens.</summary>
    public int CutWords => parts.WordOfToken is { } words ? words.Skip(parts.KeptOfText).Except(words.Take(parts.KeptOfText)).Count() : 0;

    /// <summary>How many words the tokenizer makes no token of.</summary>
    public int WordsWithoutToken => parts.WordOfToken is { } words ? WordCount - words.Distinct().Count() : 0;

    /// <summary>How many tokens truncation removed.</summary>
    public int CutTokens => parts.Cut;

    /// <summary>The tokens as the vocabulary spells them. Encodes the text once more, as <see cref="Offsets"/> does.</summary>
    public string[] Tokens => (spelled ??= encoder.Spell(parts)).Tokens;

    /// <summary>
    /// Where each token stands, from start to end in Unicode code points of its own text (the pair, and each word where the text was given
    /// as words, counts from 0 again); (0, 0) for inserted ones.
    /// </summary>
    public (int Start, int End)[] Offsets => (spelled ??= encoder.Spell(parts)).Offsets;
}

/// <summary>What an encoding was made from: the texts, how they were read, and how many tokens of each were kept.</summary>
internal sealed record EncodedParts(string Text, string? Pair, bool AsText, int KeptOfText, int KeptOfPair, int Cut)
{
    /// <summary>The words, where the text was given as words.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>Which of the words each token of the text is a part of, removed tokens included.</summary>
    public IReadOnlyList<int>? WordOfToken { get; init; }

    /// <summary>How many tokens of the first (0) or second (1) text were kept.</summary>
    public int Kept(int textIndex) => textIndex == 0 ? KeptOfText : KeptOfPair;
}
