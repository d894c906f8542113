using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class TinyAttentionAdapterTests
{
    private const int Hidden = 4, Experts = 3, Rows = 2, Columns = 3;

    [Fact]
    public void Experts_that_serve_as_their_mean_are_trained_one_behind_the_other()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var several = Make(averaged: false);
        using var averaged = Make(averaged: true);
        using (no_grad())
            foreach (var (own, given) in averaged.parameters().Zip(several.parameters())) own.copy_(given.normal_());
        using var batch = Batch();
        var states = randn(Rows * Columns, Hidden);
        var context = new SiteContext(Site.FeedForwardInput, 0, batch);

        averaged.train();
        Near.Equal(Floats(several.forward(states, context)), averaged.forward(states, context));

        averaged.eval();
        using var mean = Make(averaged: false, experts: 1);
        using (no_grad())
            foreach (var (own, given) in mean.parameters().Zip(several.parameters())) own.copy_(given.mean([0], keepdim: true));
        Near.Equal(Floats(mean.forward(states, context)), averaged.forward(states, context));
    }

    [Fact]
    public void Fresh_experts_are_one_adapter_told_apart_by_noise_on_what_narrows()
    {
        random.manual_seed(2);
        using var adapter = Make(averaged: false);
        using var scope = NewDisposeScope();
        foreach (var parameter in adapter.parameters())
        {
            var first = Floats(parameter.select(0, 0));
            for (var expert = 1; expert < Experts; expert++)
                Assert.Equal(!ReferenceEquals(parameter, adapter.Down) && !ReferenceEquals(parameter, adapter.DownBias), first.SequenceEqual(Floats(parameter.select(0, expert))));
            for (var expert = 1; expert < Experts; expert++)
                Assert.All(first.Zip(Floats(parameter.select(0, expert))), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    private static TinyAttentionAdapter Make(bool averaged, int experts = Experts) =>
        new(Config, new Place(Site.FeedForwardInput, 0, Hidden, Hidden), heads: 2, width: 1, experts, averaged, dropout: 0);

    private static EncoderConfig Config => new()
    {
        ModelType = "test",
        HiddenSize = Hidden,
        LayerCount = 1,
        HeadCount = 2,
        IntermediateSize = 8,
        VocabularySize = 10,
        PositionCount = Columns,
        TokenTypeCount = 2,
    };

    private static TokenBatch Batch() => new()
    {
        Rows = new PackedRows(Enumerable.Repeat(1L, Rows * Columns).ToArray(), Rows, CPU),
        InputIds = zeros(Rows * Columns, dtype: ScalarType.Int64),
        TokenTypeIds = zeros(Rows * Columns, dtype: ScalarType.Int64),
        PositionIds = zeros(Rows * Columns, dtype: ScalarType.Int64),
        SpecialPositions = zeros(0, dtype: ScalarType.Int64),
        SpecialOrdinals = zeros(0, dtype: ScalarType.Int64),
        SpecialTokensPerRow = 0,
    };

    private static float[] Floats(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();
}
