using PastaGen.Text.Data;

namespace PastaGen.Text.Corpora;

/// <summary>
/// Hides tokens for masked-LM training. Each token, or each word, is chosen by itself with the chance that the options give; where none
/// was, one is, any with equal chance. Then each chosen token by itself becomes the mask token, becomes any other token, or stays.
/// Special tokens, the unknown token among them, are never chosen and never put in place of another. Safe to use from many threads.
/// </summary>
public sealed class TokenMasking
{
    private readonly MaskingOptions options;
    private readonly TokenKinds kinds;
    private readonly int maskId;

    /// <summary>A masking of an encoder's tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is no share, or two together are above 1.</exception>
    /// <exception cref="BadInputException">The tokenizer has no mask token, or none but special tokens.</exception>
    public TokenMasking(TextEncoder encoder, MaskingOptions options)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Share is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.Share, "the share of chosen tokens must be above 0 and at most 1");
        if (options.Masked is not (>= 0 and <= 1) || options.Random is not (>= 0 and <= 1) || options.Masked + options.Random > 1 + 1e-9)
            throw new ArgumentOutOfRangeException(nameof(options), options, "masked and random tokens must be shares of the chosen ones, together at most 1");
        maskId = encoder.MaskId ?? throw new BadInputException(
            "the tokenizer has no mask token; expected \"mask_token\" in tokenizer_config.json, or [MASK] in the vocabulary");
        kinds = encoder.Kinds;
        if (kinds.Ordinary.Length == 0) throw new BadInputException("the tokenizer has special tokens alone; expected others to put in their place");
        this.options = options;
    }

    /// <summary>The seed of one passage in one epoch of a seeded run: another one for each.</summary>
    public static ulong SeedOf(long seed, int epoch, int passage) => new SplitMix64((long)new SplitMix64(seed, epoch).Next(), passage).Next();

    /// <summary>Hides tokens of a passage. The outcome is a function of the arguments alone.</summary>
    /// <param name="tokens">Token ids, <c>[tokens]</c>.</param>
    /// <param name="wordStarts">Which of them begin a word, <c>[tokens]</c>; looked at where whole words are chosen.</param>
    /// <param name="seed">The seed, as from <see cref="SeedOf"/>.</param>
    /// <param name="input">Becomes what the model reads, <c>[tokens]</c>; may be the span of the tokens.</param>
    /// <param name="places">The places of the chosen tokens, from 0, are added to it in rising order.</param>
    /// <param name="labels">The ids that stand at these places in the text are added to it.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Mask(
        ReadOnlySpan<int> tokens, ReadOnlySpan<bool> wordStarts, ulong seed, Span<int> input, List<int> places, List<int> labels)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(labels);
        if (input.Length != tokens.Length) throw new ArgumentException($"expected room for {tokens.Length} tokens; found {input.Length}", nameof(input));
        if (options.WholeWords && wordStarts.Length != tokens.Length)
            throw new ArgumentException($"expected as many word starts as tokens ({tokens.Length}); found {wordStarts.Length}", nameof(wordStarts));
        var random = SplitMix64.FromState(seed);
        tokens.CopyTo(input);
        var (units, chosen) = (0, 0);
        for (var start = 0; start < input.Length;)
        {
            var end = EndOfUnit(input, wordStarts, start);
            if (end > start)
            {
                units++;
                if (random.Fraction() < options.Share)
                {
                    chosen++;
                    Hide(input, start, end, ref random, places, labels);
                }
            }
            start = Math.Max(end, start + 1);
        }
        if (chosen == 0 && units > 0) HideOne(input, wordStarts, random.Below(units), ref random, places, labels);
    }

    private void HideOne(
        Span<int> input, ReadOnlySpan<bool> wordStarts, int unit, ref SplitMix64 random, List<int> places, List<int> labels)
    {
        for (var start = 0; ;)
        {
            var end = EndOfUnit(input, wordStarts, start);
            if (end > start && unit-- == 0)
            {
                Hide(input, start, end, ref random, places, labels);
                return;
            }
            start = Math.Max(end, start + 1);
        }
    }

    // Where the token or word that begins here ends; here, where a special token stands.
    private int EndOfUnit(ReadOnlySpan<int> tokens, ReadOnlySpan<bool> wordStarts, int start)
    {
        if (kinds.IsSpecial(tokens[start])) return start;
        var end = start + 1;
        if (options.WholeWords)
            while (end < tokens.Length && !wordStarts[end] && !kinds.IsSpecial(tokens[end])) end++;
        return end;
    }

    private void Hide(Span<int> input, int start, int end, ref SplitMix64 random, List<int> places, List<int> labels)
    {
        for (var place = start; place < end; place++)
        {
            places.Add(place);
            labels.Add(input[place]);
            var fate = random.Fraction();
            if (fate < options.Masked) input[place] = maskId;
            else if (fate < options.Masked + options.Random) input[place] = kinds.Ordinary[random.Below(kinds.Ordinary.Length)];
        }
    }
}
