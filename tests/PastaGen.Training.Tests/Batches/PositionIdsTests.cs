using PastaGen.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class PositionIdsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void By_columns_every_place_counts() =>
        Assert.Equal([0, 1, 2, 0, 1, 2], PositionIds.Of([5, 1, 1, 1, 7, 8], 3, TinyBackbone.Config));

    // Padding on the right, inside, on the left, and alone.
    [Fact]
    public void After_padding_the_words_alone_count_from_one_above_the_padding_tokens_id() => Assert.Equal(
        [3, 4, 5, 2, 3, 2, 4, 2, 2, 2, 3, 4, 2, 2, 2, 2],
        PositionIds.Of([5, 6, 7, 2, 5, 2, 6, 2, 2, 2, 5, 6, 2, 2, 2, 2], 4, Counted));

    [Fact]
    public void Columns_of_padding_may_go_beyond_the_last_position_and_words_may_not()
    {
        var longest = Counted.LongestInput;
        Assert.Equal(TinyBackbone.Config.PositionCount - 3, longest);
        using var batch = Read(longest, padding: 4);
        Assert.Equal(longest + 2, batch.PositionIds.max().ToInt64());

        var message = Assert.Throws<BadInputException>(() => Read(longest + 1, padding: 1)).Message;
        Assert.Contains($"expected at most {longest} tokens beside padding in a row, as many as the encoder has positions, found {longest + 1} in row 0", message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static Modules.EncoderConfig Counted => TinyBackbone.Config with { PadTokenId = 2, PositionNumbering = PositionNumbering.AfterPadding };

    private Modules.TokenBatch Read(int words, int padding)
    {
        long[] ids = [.. Enumerable.Repeat(5L, words), .. Enumerable.Repeat(2L, padding)];
        SafetensorsWriter.Write(folder.File("x"), [new("input_ids", tensor(ids, [1, ids.Length]))]);
        using var file = SafetensorsFile.Open(folder.File("x"));
        return new TensorFileBatch(file, Counted, CPU).Read(occurrences: null, () => throw new InvalidOperationException("no tokenizer is needed"), labelCount: 0);
    }
}
