namespace PastaGen.Modules.Tests;

/// <summary>Settings that cannot be, and how modules say so.</summary>
public class UnfitSettingTests
{
    private static readonly Place Place = new(Site.Query, 0, 4, 4);

    public static TheoryData<Func<AdaptationModule>, string> Cases => new()
    {
        { () => new LowRankUpdate(Config, Place, 2, 16, LoraScaling.Rank, dropout: 1.5), "a dropout of 1.5 is no probability: choose one from 0 to 1." },
        { () => new DecomposedUpdate(Config, Place, 2, 16, LoraScaling.Rank, dropout: -0.5), "a dropout of -0.5 is no probability: choose one from 0 to 1." },
        { () => new ScaledRandomUpdate(Config, Place, 2, seed: 0, dropout: double.NaN), "a dropout of NaN is no probability: choose one from 0 to 1." },
        { () => new ScaledRandomUpdate(Config, Place, 2, seed: -1), "a seed of -1 draws no matrices: choose a whole number of at least 0." },
        { () => new ScaledRandomUpdate(Config, Place, 2, seed: 0.5), "a seed of 0.5 draws no matrices: choose a whole number of at least 0." },
        { () => new TinyAttentionAdapter(Config, Place, 1, 1, 1, dropout: 2), "a dropout of 2 is no probability: choose one from 0 to 1." },
        { () => new SpecialTokenVectors(Config, 2, dropout: 1.1), "a dropout of 1.1 is no probability: choose one from 0 to 1." },
        {
            () => new SpecialTokenVectors(Config, 1, tokens: AdaptedOccurrences.AllButFirst),
            "an input with 1 special token has none behind the first: adapt all of them, or the first alone."
        },
        { () => new PfeifferAdapter(Config, Place, 5, Activation.Relu, true), "a reduction of 5 leaves nothing of a width of 4: choose one from 1 to 4." },
        { () => new GatedSubmodules(Config, 1, 1, 5), "a reduction of 5 leaves nothing of a width of 4: choose one from 1 to 4." },
        { () => new KroneckerAdapters(Config, 2, 4, 1, Activation.Relu), "4 terms do not divide both widths, 4 and 2: choose another number of terms or another reduction." },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Are_refused_in_one_sentence_with_what_was_found_and_what_is_expected(Func<AdaptationModule> make, string expected) =>
        Assert.Equal(expected, Assert.Throws<UnfitSettingException>(make).Message);

    private static EncoderConfig Config => new()
    {
        ModelType = "test",
        HiddenSize = 4,
        LayerCount = 2,
        HeadCount = 2,
        IntermediateSize = 8,
        VocabularySize = 10,
        PositionCount = 5,
        TokenTypeCount = 2,
    };
}
