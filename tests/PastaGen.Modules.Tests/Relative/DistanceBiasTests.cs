using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class DistanceBiasTests
{
    [Fact]
    public void A_table_has_a_row_for_each_range()
    {
        var config = new EncoderConfig
        {
            ModelType = "any",
            HiddenSize = 8,
            LayerCount = 1,
            HeadCount = 2,
            IntermediateSize = 8,
            VocabularySize = 5,
            PositionCount = 4,
            TokenTypeCount = 0,
        };
        using var table = new Table(config, buckets: 32);
        var error = Assert.Throws<ArgumentException>(() => new Table(config, buckets: 33));
        Assert.Equal("the encoder's \"relative_attention_num_buckets\" must be at least 33, a row for each range of distances", error.Message);
    }

    private sealed class Table(EncoderConfig config, int buckets) : DistanceBias(config, buckets)
    {
        public override Embedding Distances { get; } = nn.Embedding(RowCount(config), HeadCount(config));
    }
}
