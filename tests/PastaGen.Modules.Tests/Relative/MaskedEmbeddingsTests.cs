using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class MaskedEmbeddingsTests
{
    [Theory]
    [InlineData(0.999, 0, false)]
    [InlineData(0, 0.999, true)]
    public void What_leaves_embeddings_is_dropped_by_their_own_dropout(double hidden, double embedding, bool drops)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
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
            HiddenDropout = hidden,
            EmbeddingDropout = embedding,
        };
        using var embeddings = new PlainEmbeddings(config);
        using var rows = new PackedRows([1, 1, 1, 1], 1, CPU);
        var numbers = tensor([0L, 1, 2, 3]);
        var none = zeros(0, dtype: ScalarType.Int64);
        var batch = new TokenBatch
        {
            Rows = rows,
            InputIds = numbers,
            TokenTypeIds = numbers,
            PositionIds = numbers,
            SpecialPositions = none,
            SpecialOrdinals = none,
            SpecialTokensPerRow = 0,
        };

        embeddings.train();
        Assert.Equal(drops, embeddings.forward(batch).eq(0).any().item<bool>());
        embeddings.eval();
        Assert.False(embeddings.forward(batch).eq(0).any().item<bool>());
    }

    private sealed class PlainEmbeddings(EncoderConfig config) : MaskedEmbeddings(config)
    {
        public override Embedding Words { get; } = nn.Embedding(config.VocabularySize, config.HiddenSize);

        public override LayerNorm Norm { get; } = nn.LayerNorm(config.HiddenSize);
    }
}
