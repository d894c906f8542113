using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

/// <summary>Settings that one kind of block alone reads: what it does not compute is refused by its key.</summary>
public class BlockSettingTests
{
    [Theory]
    [InlineData("rope_scaling", 1, "rope_scaling must be absent or null, because angles are not scaled")]
    [InlineData("global", 0, "global must be a number above 0")]
    [InlineData("local", -10, "local must be a number above 0")]
    public void Angles_are_computed_as_the_file_says_or_not_at_all(string key, double value, string expected)
    {
        var settings = new Settings { Numbers = { ["global"] = 160_000, ["local"] = 10_000, ["window"] = 4, ["every"] = 3 } };
        using var block = new Turning(With(settings));
        settings.Numbers[key] = value;
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => new Turning(With(settings))).Message);
    }

    [Theory]
    [InlineData(null, false, null, 100)]
    [InlineData(null, false, 10.0, 10)]
    [InlineData(null, true, 10.0, 100)]
    [InlineData(50.0, false, 10.0, 50)]
    public void Angles_near_by_have_the_declared_base_where_the_file_lacks_it_and_that_of_others_where_it_says_null(
        double? given, bool isNull, double? absent, double expected)
    {
        using var scope = NewDisposeScope();
        using var rows = new PackedRows([1, 1, 1], 1, CPU);
        var hidden = randn(3, 8);
        var settings = new Settings { Numbers = { ["global"] = 100, ["window"] = 8, ["every"] = 3 } };
        if (given is { } number) settings.Numbers["local"] = number;
        if (isNull) settings.Nulls.Add("local");
        using var block = new Turning(With(settings), absent);
        using var plain = new Turning(With(new Settings { Numbers = { ["global"] = expected, ["window"] = 8, ["every"] = 3 } }));
        using var other = new Turning(With(new Settings { Numbers = { ["global"] = expected + 1, ["window"] = 8, ["every"] = 3 } }));
        Assert.Equal(Of(plain), Of(block));
        Assert.NotEqual(Of(other), Of(block));

        float[] Of(Turning turning)
        {
            using var without = no_grad();
            turning.eval();
            turning.QueryKeyValue.weight!.copy_(arange(24 * 8).reshape(24, 8).sin());
            turning.QueryKeyValue.bias!.zero_();
            turning.Output.weight!.copy_(eye(8));
            turning.Output.bias!.zero_();
            return turning.forward(hidden, hidden, Batch(rows)).data<float>().ToArray();
        }
    }

    private static TokenBatch Batch(PackedRows rows)
    {
        var numbers = tensor([0L, 1, 2]);
        var none = zeros(0, dtype: ScalarType.Int64);
        return new()
        {
            Rows = rows,
            InputIds = numbers,
            TokenTypeIds = numbers,
            PositionIds = numbers,
            SpecialPositions = none,
            SpecialOrdinals = none,
            SpecialTokensPerRow = 0,
        };
    }

    [Theory]
    [InlineData("c2p p2p")]
    [InlineData("c2p,p2c")]
    public void Terms_of_distances_that_do_not_exist_are_refused(string terms)
    {
        using var block = new Vectors(With(new Settings { Words = ["p2c", "c2p"] }));
        var error = Assert.Throws<ArgumentException>(() => new Vectors(With(new Settings { Words = terms.Split(' ') })));
        Assert.Equal("pos_att_type must be made of \"c2p\" and \"p2c\"", error.Message);
    }

    [Fact]
    public void A_table_of_biases_has_a_row_for_each_range()
    {
        using var table = new Biases(With(new Settings()), buckets: 32);
        var error = Assert.Throws<ArgumentException>(() => new Biases(With(new Settings()), buckets: 33));
        Assert.Equal("relative_attention_num_buckets must be at least 33, a row for each range of distances", error.Message);
    }

    private static EncoderConfig With(Settings settings) => new()
    {
        ModelType = "any",
        HiddenSize = 8,
        LayerCount = 2,
        HeadCount = 2,
        IntermediateSize = 8,
        VocabularySize = 5,
        PositionCount = 4,
        TokenTypeCount = 0,
        Settings = settings,
    };

    private sealed class Turning(EncoderConfig config, double? absent = null) : RotaryAttention(config, 1, "global", "window", "local", absent, "every")
    {
        public override LayerNorm? Norm => null;

        public override Linear QueryKeyValue { get; } = nn.Linear(config.HiddenSize, 3 * config.HiddenSize);

        public override Linear Output { get; } = nn.Linear(config.HiddenSize, config.HiddenSize);
    }

    private sealed class Vectors(EncoderConfig config) : DistanceVectors(config)
    {
        public override Embedding Distances { get; } = nn.Embedding(RowCount(config), config.HiddenSize);

        public override LayerNorm Norm { get; } = nn.LayerNorm(config.HiddenSize);
    }

    private sealed class Biases(EncoderConfig config, int buckets) : DistanceBias(config, buckets)
    {
        public override Embedding Distances { get; } = nn.Embedding(RowCount(config), HeadCount(config));
    }

    private sealed class Settings : IConfigSettings
    {
        public Dictionary<string, double> Numbers { get; } = [];

        public IReadOnlyList<string> Words { get; init; } = [];

        public HashSet<string> Nulls { get; } = [];

        public bool Has(string key) => Numbers.ContainsKey(key);

        public bool IsSet(string key) => Has(key);

        public bool Mentions(string key) => Has(key) || Nulls.Contains(key);

        public bool IsText(string key) => false;

        public double Number(string key, double? fallback = null) => Numbers.TryGetValue(key, out var number) ? number : fallback!.Value;

        public int Whole(string key, int? fallback = null) => (int)Number(key, fallback);

        public string Text(string key, string? fallback = null) => fallback!;

        public bool Flag(string key, bool fallback = false) => fallback;

        public string Choice(string key, params string[] among) => among[0];

        public Activation Activation(string key, Activation fallback) => fallback;

        public IReadOnlyList<string> Texts(string key) => Words;

        public Exception Refused(string key, string expected) => new ArgumentException($"{key} must be {expected}");
    }
}
