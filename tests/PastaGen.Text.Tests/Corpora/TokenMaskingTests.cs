using PastaGen.Text.Corpora;
using PastaGen.Text.Vocabularies;

namespace PastaGen.Text.Tests;

/// <summary>Hidden tokens: how many, which, and what stands in their place.</summary>
public sealed class TokenMaskingTests
{
    private const int Seeds = 4_000;
    private const int MaskId = 4;

    private static readonly TextEncoder Encoder = MakeEncoder();
    private static readonly int FirstOrdinary = WordPieceTrainer.SpecialTokens.Count;

    // Words of one to four tokens, with an unknown token alone and one within the longest word.
    private static readonly int[] WordLengths = [1, 3, 2, 1, 4, 1, 2, 2, 1, 3, 1, 1, 2];
    private static readonly bool[] WordStarts = [.. WordLengths.SelectMany(length => Enumerable.Range(0, length).Select(place => place == 0))];
    private static readonly int[] Tokens = [.. WordStarts.Select((_, place) => place is 0 or 8 ? 1 : FirstOrdinary + place % (Encoder.VocabularySize - FirstOrdinary))];
    private static readonly int[] Maskable = [.. Enumerable.Range(0, Tokens.Length).Where(place => Tokens[place] != 1)];

    [Fact]
    public void Each_token_is_chosen_by_itself_with_the_share_as_its_chance()
    {
        const double share = 0.15;
        var chosen = new int[Tokens.Length];
        for (ulong seed = 0; seed < Seeds; seed++)
            foreach (var place in Mask(new MaskingOptions(), seed).Places) chosen[place]++;
        // Where none of n was chosen, each of them is the one that is, with equal chance.
        var chance = share + Math.Pow(1 - share, Maskable.Length) / Maskable.Length;
        Assert.All(Maskable, place => Within(chance, chosen[place], Seeds));
        Within(chance, Maskable.Sum(place => chosen[place]), Seeds * Maskable.Length);
        Assert.Equal(0, chosen[0] + chosen[8]);
    }

    [Fact]
    public void Chosen_tokens_become_the_mask_or_any_other_or_stay()
    {
        int masked = 0, kept = 0, all = 0;
        var replacements = new int[Encoder.VocabularySize];
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            var (input, places, labels) = Mask(new MaskingOptions { Share = 0.5, Masked = 0.6, Random = 0.3 }, seed);
            for (var i = 0; i < places.Count; i++)
            {
                all++;
                var found = input[places[i]];
                if (found == MaskId) masked++;
                else if (found == labels[i]) kept++;
                else replacements[found]++;
            }
        }
        var ordinary = Encoder.VocabularySize - FirstOrdinary;
        Within(0.6, masked, all);
        // A random token is now and then the one that was there.
        Within(0.1 + 0.3 / ordinary, kept, all);
        Assert.All(replacements[..FirstOrdinary], count => Assert.Equal(0, count));
        Assert.All(replacements[FirstOrdinary..], count => Assert.NotEqual(0, count));
    }

    [Fact]
    public void The_options_decide_alone_where_they_leave_no_chance()
    {
        var (input, places, _) = Mask(new MaskingOptions { Share = 1, Masked = 1, Random = 0 }, 1);
        Assert.Equal(Maskable, places);
        Assert.All(Maskable, place => Assert.Equal(MaskId, input[place]));
        Assert.Equal(Tokens, Mask(new MaskingOptions { Share = 1, Masked = 0, Random = 0 }, 1).Input);
        Assert.DoesNotContain(MaskId, Mask(new MaskingOptions { Share = 1, Masked = 0, Random = 1 }, 1).Input);
    }

    [Fact]
    public void Labels_are_what_stood_at_the_places_and_nothing_else_is_touched()
    {
        foreach (var whole in (bool[])[false, true])
            for (ulong seed = 0; seed < 500; seed++)
            {
                var (input, places, labels) = Mask(new MaskingOptions { WholeWords = whole }, seed);
                Assert.NotEmpty(places);
                Assert.Equal(places.Distinct().Order(), places);
                Assert.Equal(places.Select(place => Tokens[place]), labels);
                Assert.All(Enumerable.Range(0, Tokens.Length).Except(places), place => Assert.Equal(Tokens[place], input[place]));
            }
    }

    [Fact]
    public void Of_a_word_all_tokens_are_chosen_or_none()
    {
        const double share = 0.15;
        var words = Words().Where(word => word.All(place => Tokens[place] != 1)).ToList();
        var chosen = new int[words.Count];
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            var places = Mask(new MaskingOptions { WholeWords = true }, seed).Places;
            for (var word = 0; word < words.Count; word++)
            {
                var hidden = words[word].Count(places.Contains);
                Assert.True(hidden == 0 || hidden == words[word].Length);
                if (hidden > 0) chosen[word]++;
            }
        }
        // The word with the unknown token in its middle is two.
        var units = words.Count + 2;
        Assert.All(chosen, count => Within(share + Math.Pow(1 - share, units) / units, count, Seeds));
    }

    [Fact]
    public void Of_any_passage_one_token_at_least_is_chosen_if_there_is_one()
    {
        int[] two = [1, 7, 8];
        var chosen = new int[3];
        var masking = new TokenMasking(Encoder, new MaskingOptions { Share = 1e-9 });
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            var places = new List<int>();
            masking.Mask(two, [true, true, true], seed, new int[3], places, []);
            chosen[Assert.Single(places)]++;
        }
        Assert.Equal(0, chosen[0]);
        Within(0.5, chosen[1], Seeds);
        List<int> none = [];
        masking.Mask([1, 1], [true, true], 1, new int[2], none, none);
        masking.Mask([], [], 1, [], none, none);
        Assert.Empty(none);
    }

    [Fact]
    public void The_outcome_is_a_function_of_the_seed_and_lists_are_added_to()
    {
        var options = new MaskingOptions();
        Assert.Equal(Mask(options, 42).Input, Mask(options, 42).Input);
        Assert.NotEqual(Mask(options, 42).Places, Mask(options, 43).Places);
        List<int> places = [-1], labels = [-2];
        new TokenMasking(Encoder, options).Mask(Tokens, WordStarts, 42, new int[Tokens.Length], places, labels);
        Assert.Equal([-1, .. Mask(options, 42).Places], places);
        Assert.Equal([-2, .. Mask(options, 42).Labels], labels);
    }

    [Fact]
    public void Every_passage_of_every_epoch_has_a_seed_of_its_own()
    {
        var seeds = from seed in new long[] { -1, 0, 1 } from epoch in Enumerable.Range(0, 10) from passage in Enumerable.Range(0, 1_000) select TokenMasking.SeedOf(seed, epoch, passage);
        Assert.Equal(30_000, seeds.Distinct().Count());
        Assert.Equal(TokenMasking.SeedOf(7, 1, 2), TokenMasking.SeedOf(7, 1, 2));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        foreach (var options in (MaskingOptions[])[new() { Share = 0 }, new() { Share = 1.1 }, new() { Share = double.NaN }, new() { Masked = -0.1 }, new() { Random = 0.3 }])
            Assert.Throws<ArgumentOutOfRangeException>(() => new TokenMasking(Encoder, options));
        using var folder = new TemporaryFolder();
        folder.Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n");
        Assert.Equal(
            "the tokenizer has no mask token; expected \"mask_token\" in tokenizer_config.json, or [MASK] in the vocabulary",
            Assert.Throws<BadInputException>(() => new TokenMasking(TextEncoder.Load(folder.Path), new MaskingOptions())).Message);
        var masking = new TokenMasking(Encoder, new MaskingOptions { WholeWords = true });
        Assert.Throws<ArgumentException>(() => masking.Mask([7, 8], [true, true], 0, new int[1], [], []));
        Assert.Throws<ArgumentException>(() => masking.Mask([7, 8], [true], 0, new int[2], [], []));
    }

    private static IEnumerable<int[]> Words()
    {
        var first = 0;
        foreach (var length in WordLengths)
        {
            yield return [.. Enumerable.Range(first, length)];
            first += length;
        }
    }

    private static (int[] Input, List<int> Places, List<int> Labels) Mask(MaskingOptions options, ulong seed)
    {
        var input = new int[Tokens.Length];
        List<int> places = [], labels = [];
        new TokenMasking(Encoder, options).Mask(Tokens, WordStarts, seed, input, places, labels);
        return (input, places, labels);
    }

    // Five standard deviations of a binomial count.
    private static void Within(double chance, int found, int trials) =>
        Assert.InRange((found - trials * chance) / Math.Sqrt(trials * chance * (1 - chance)), -5, 5);

    private static TextEncoder MakeEncoder()
    {
        using var folder = new TemporaryFolder();
        WordPieceFolder.Write(folder.Path, WordPieceTrainer.Train(["abcdefghijklmnopqrst"], new WordPieceOptions()), lowercase: true, 512);
        return TextEncoder.Load(folder.Path);
    }
}
