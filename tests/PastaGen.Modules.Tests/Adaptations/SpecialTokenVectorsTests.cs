using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class SpecialTokenVectorsTests
{
    private const int Layers = 3, Occurrences = 3, Hidden = 4, Rows = 2, Columns = 5;

    // Row 0 is a pair with special tokens at 0, 2, 4; row 1 a single text with special tokens at 0 and 3.
    private static readonly (int Row, int Column, int Ordinal)[] Specials = [(0, 0, 0), (0, 2, 1), (0, 4, 2), (1, 0, 0), (1, 3, 1)];

    [Fact]
    public void The_vector_of_its_layer_and_ordinal_is_added_to_each_special_token_and_to_nothing_else()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var vectors = Make(VectorInitialization.Normal);
        using var batch = Batch();
        var hidden = randn(Rows * Columns, Hidden);
        for (var layer = 0; layer < Layers; layer++)
        {
            var expected = Floats(hidden);
            foreach (var (row, column, ordinal) in Specials)
                for (var i = 0; i < Hidden; i++)
                    expected[(row * Columns + column) * Hidden + i] += Floats(vectors.Vectors)[(layer * Occurrences + ordinal) * Hidden + i];
            Near.Equal(expected, vectors.forward(hidden, new SiteContext(Site.LayerInput, layer, batch)));
        }
    }

    [Fact]
    public void The_gradient_of_a_vector_is_the_sum_over_the_tokens_that_it_was_added_to()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var vectors = Make(VectorInitialization.Normal);
        using var batch = Batch();
        var weight = randn(Rows * Columns, Hidden);
        (vectors.forward(zeros(Rows * Columns, Hidden), new SiteContext(Site.LayerInput, 1, batch)) * weight).sum().backward();

        var expected = new float[Layers * Occurrences * Hidden];
        var weights = Floats(weight);
        foreach (var (row, column, ordinal) in Specials)
            for (var i = 0; i < Hidden; i++) expected[(Occurrences + ordinal) * Hidden + i] += weights[(row * Columns + column) * Hidden + i];
        Near.Equal(expected, vectors.Vectors.grad!);
    }

    [Fact]
    public void Zero_vectors_leave_the_states_as_they_are_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var vectors = Make(VectorInitialization.Zero);
        using var batch = Batch();
        var hidden = randn(Rows * Columns, Hidden);
        Assert.Equal(Floats(hidden), Floats(vectors.forward(hidden, new SiteContext(Site.LayerInput, 0, batch))));
    }

    [Fact]
    public void Fresh_vectors_stray_by_the_initializer_range()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var config = Config with { HiddenSize = 4096 };
        var vectors = new SpecialTokenVectors(config, Occurrences, VectorInitialization.Normal);
        var values = Floats(vectors.Vectors);
        Assert.InRange(Math.Sqrt(values.Average(x => x * x)), 0.0195, 0.0205);
    }

    [Fact]
    public void Dropout_of_the_hidden_rate_acts_on_what_is_added_while_training()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var vectors = new SpecialTokenVectors(Config with { HiddenDropout = 1 }, Occurrences, VectorInitialization.Normal);
        using var batch = Batch();
        var hidden = randn(Rows * Columns, Hidden);
        var context = new SiteContext(Site.LayerInput, 0, batch);
        vectors.train();
        Assert.Equal(Floats(hidden), Floats(vectors.forward(hidden, context)));
        vectors.eval();
        Assert.NotEqual(Floats(hidden), Floats(vectors.forward(hidden, context)));
    }

    [Fact]
    public void A_row_with_more_special_tokens_than_vectors_is_refused()
    {
        using var scope = NewDisposeScope();
        var vectors = new SpecialTokenVectors(Config, occurrences: 2, VectorInitialization.Zero);
        using var batch = Batch();
        var refusal = Assert.Throws<ArgumentException>(() => vectors.forward(zeros(Rows * Columns, Hidden), new SiteContext(Site.LayerInput, 0, batch)));
        Assert.Contains("a row holds 3 special tokens, but the vectors are for 2", refusal.Message, StringComparison.Ordinal);
    }

    private static EncoderConfig Config => new()
    {
        ModelType = "test",
        HiddenSize = Hidden,
        LayerCount = Layers,
        HeadCount = 2,
        IntermediateSize = 8,
        VocabularySize = 10,
        PositionCount = Columns,
        TokenTypeCount = 2,
        HiddenDropout = 0,
    };

    private static SpecialTokenVectors Make(VectorInitialization initialization) => new(Config, Occurrences, initialization);

    private static TokenBatch Batch() => new()
    {
        Rows = new PackedRows(Enumerable.Repeat(1L, Rows * Columns).ToArray(), Rows, CPU),
        InputIds = zeros(Rows * Columns, dtype: ScalarType.Int64),
        TokenTypeIds = zeros(Rows * Columns, dtype: ScalarType.Int64),
        PositionIds = zeros(Rows * Columns, dtype: ScalarType.Int64),
        SpecialPositions = tensor(Specials.Select(special => (long)(special.Row * Columns + special.Column)).ToArray()),
        SpecialOrdinals = tensor(Specials.Select(special => (long)special.Ordinal).ToArray()),
        SpecialTokensPerRow = Occurrences,
    };

    private static float[] Floats(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();
}
