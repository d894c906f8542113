using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class BatchCollatorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TextEncoder encoder;

    public BatchCollatorTests() => encoder = TextEncoder.Load(TinyBackbone.Write(folder.File("b")));

    [Fact]
    public void Rows_lie_one_behind_the_other_without_padding_and_special_tokens_are_found_per_row()
    {
        using var batch = new BatchCollator(TinyBackbone.Config with { PadTokenId = 1 }, CPU)
            .Collate([encoder.Encode("good film"), encoder.Encode("bad", "not fine")], [1, 0]);

        // [CLS] good film [SEP]; [CLS] bad [SEP] not fine [SEP].
        Assert.Equal([2L, 6, 8, 3, 2, 7, 3, 11, 12, 3], batch.InputIds.data<long>().ToArray());
        Assert.Equal([0L, 1, 2, 3, 0, 1, 2, 3, 4, 5], batch.PositionIds.data<long>().ToArray());
        Assert.Equal([0L, 0, 0, 0, 0, 0, 0, 1, 1, 1], batch.TokenTypeIds.data<long>().ToArray());
        Assert.Equal([0L, 4, 10], batch.Rows.Offsets.data<long>().ToArray());
        Assert.Null(batch.Rows.KeyMask);
        Assert.Equal([0L, 3, 4, 6, 9], batch.SpecialPositions.data<long>().ToArray());
        Assert.Equal([0L, 1, 0, 1, 2], batch.SpecialOrdinals.data<long>().ToArray());
        Assert.Equal([1L, 0], batch.Labels!.data<long>().ToArray());
        Assert.Equal((2, 6, 3), (batch.Rows.Count, batch.Rows.Columns, batch.SpecialTokensPerRow));
    }

    [Fact]
    public void One_token_type_stands_for_all()
    {
        using var batch = new BatchCollator(TinyBackbone.Config with { TokenTypeCount = 1 }, CPU).Collate([encoder.Encode("good", "bad")]);

        Assert.Null(batch.Labels);
        Assert.Equal(new long[5], batch.TokenTypeIds.data<long>().ToArray());
    }

    [Fact]
    public void A_name_of_a_special_token_inside_the_text_is_not_one()
    {
        using var batch = new BatchCollator(TinyBackbone.Config, CPU).Collate([encoder.Encode("good [SEP] bad")]);

        Assert.Equal([0L, 1], batch.SpecialOrdinals.data<long>().ToArray());
        Assert.Equal([0L, batch.Rows.Columns - 1], batch.SpecialPositions.data<long>().ToArray());
    }

    [Fact]
    public void Rows_that_the_encoder_cannot_read_are_refused()
    {
        string Error(EncoderConfig config) => Assert.Throws<BadInputException>(() => new BatchCollator(config, CPU).Collate([encoder.Encode("good film")])).Message;

        Assert.Contains("a row has 4 tokens, but the encoder reads at most 3", Error(TinyBackbone.Config with { PositionCount = 3 }), StringComparison.Ordinal);
        Assert.Contains("the tokenizer gave the id 8, but the encoder knows 8 words", Error(TinyBackbone.Config with { VocabularySize = 8 }), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new BatchCollator(TinyBackbone.Config, CPU).Collate([]));
        Assert.Throws<ArgumentException>(() => new BatchCollator(TinyBackbone.Config, CPU).Collate([encoder.Encode("good")], [1, 0]));
    }

    public void Dispose() => folder.Dispose();
}
