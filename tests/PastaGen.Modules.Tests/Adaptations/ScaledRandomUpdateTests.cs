using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class ScaledRandomUpdateTests
{
    private const int Width = 4, Wider = 8, Rank = 2;

    [Fact]
    public void Linears_of_one_model_share_the_matrices_and_a_narrower_one_reads_their_first_columns_and_rows()
    {
        using var scope = NewDisposeScope();
        using var narrower = Update(Config, Width);
        using var wider = Update(Config, Wider);
        Assert.NotEqual(First(Added(wider, Wider)), Added(narrower, Width), AreAlike);

        var config = Config;
        using var first = Update(config, Width);
        using var second = Update(config, Wider);
        Assert.Equal(Added(wider, Wider), Added(second, Wider), AreAlike);
        Assert.Equal(First(Added(wider, Wider)), Added(first, Width), AreAlike);
    }

    [Fact]
    public void Another_model_on_the_same_sizes_changes_nothing_in_one_that_is_used()
    {
        using var scope = NewDisposeScope();
        var config = Config;
        using var used = Update(config, Width);
        var before = Added(used, Width);
        using var another = Update(config, Wider);
        using var alone = Update(Config, Wider);
        Assert.Equal(Added(alone, Wider), Added(another, Wider), AreAlike);
        Assert.Equal(before, Added(used, Width));
    }

    private static ScaledRandomUpdate Update(EncoderConfig config, int width)
    {
        var update = new ScaledRandomUpdate(config, new Place(Site.Query, 0, width, width), Rank, seed: 3);
        using (no_grad()) update.Wide.fill_(1);
        return update;
    }

    // What it makes of zeros: W <- W + b B d A.
    private static float[] Added(ScaledRandomUpdate update, int width)
    {
        using var linear = nn.Linear(width, width);
        using (no_grad()) linear.weight.zero_();
        update.MergeInto(linear);
        using (no_grad()) update.Wide.fill_(1);
        return linear.weight.data<float>().ToArray();
    }

    private static float[] First(float[] matrix) => [.. matrix.Chunk(Wider).Take(Width).SelectMany(row => row[..Width])];

    // Sums of two products, which may be added in another order.
    private static bool AreAlike(float x, float y) => Math.Abs(x - y) < 1e-6;

    private static EncoderConfig Config => new()
    {
        ModelType = "test",
        HiddenSize = Width,
        LayerCount = 1,
        HeadCount = 2,
        IntermediateSize = Wider,
        VocabularySize = 10,
        PositionCount = 5,
        TokenTypeCount = 2,
    };
}
