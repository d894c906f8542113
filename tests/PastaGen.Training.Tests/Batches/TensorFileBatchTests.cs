using PastaGen.Text;
using PastaGen.Text.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class TensorFileBatchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void What_is_absent_is_filled_in_and_int32_is_read()
    {
        using var batch = Read(new() { ["input_ids"] = Grid(2, 6, 3, 2, 7, 3).to(ScalarType.Int32), ["unknown"] = ones(1) }, occurrences: null);

        Assert.Equal([2L, 6, 3, 2, 7, 3], batch.InputIds.data<long>().ToArray());
        Assert.Equal(6, batch.Rows.TokenCount);
        Assert.Equal(new long[6], batch.TokenTypeIds.data<long>().ToArray());
        Assert.Equal(0, batch.SpecialTokensPerRow);
        Assert.Null(batch.Labels);
    }

    [Fact]
    public void Special_tokens_are_computed_where_the_mask_is_one_by_the_folders_tokenizer()
    {
        var encoder = TextEncoder.Load(TinyBackbone.Write(folder.File("b")));
        using var batch = Read(
            new() { ["input_ids"] = Grid(2, 6, 3, 2, 3, 3), ["attention_mask"] = Grid(1, 1, 1, 1, 1, 0) }, occurrences: 2, tokenizer: () => encoder);

        Assert.Equal([0L, 2, 3, 4], batch.SpecialPositions.data<long>().ToArray());
        Assert.Equal([0L, 1, 0, 1], batch.SpecialOrdinals.data<long>().ToArray());
    }

    [Fact]
    public void Ordinals_that_are_given_are_taken_whatever_the_ids_and_the_mask_say()
    {
        using var batch = Read(new() { ["input_ids"] = Grid(6, 6, 6, 2, 7, 3), ["special_ordinal"] = Grid(0, 2, 0, 2, 0, 1) }, occurrences: 2);

        Assert.Equal([1L, 3, 5], batch.SpecialPositions.data<long>().ToArray());
        Assert.Equal([1L, 1, 0], batch.SpecialOrdinals.data<long>().ToArray());
        Assert.Equal(2, batch.SpecialTokensPerRow);
    }

    [Fact]
    public void A_folder_without_a_tokenizer_is_an_error_only_where_it_is_needed()
    {
        static TextEncoder Missing() => throw new BadInputException("no tokenizer");
        Assert.Throws<BadInputException>(() => Read(new() { ["input_ids"] = Grid(2, 6, 3, 2, 7, 3) }, occurrences: 2, Missing));
        using var named = Read(new() { ["input_ids"] = Grid(2, 6, 3, 2, 7, 3), ["special_ordinal"] = Grid(1, 0, 2, 1, 0, 2) }, occurrences: 2, Missing);
        using var ignored = Read(new() { ["input_ids"] = Grid(2, 6, 3, 2, 7, 3), ["special_ordinal"] = Grid(9, 0, 2, 1, 0, 2) }, occurrences: null, Missing);
        Assert.Equal(2, named.SpecialTokensPerRow);
    }

    [Fact]
    public void One_token_type_takes_all_types_as_zero()
    {
        using var batch = Read(new() { ["input_ids"] = Grid(2, 6, 3, 2, 7, 3), ["token_type_ids"] = Grid(0, 0, 1, 7, 1, 1) }, occurrences: null, types: 1);
        Assert.Equal(new long[6], batch.TokenTypeIds.data<long>().ToArray());
    }

    public static TheoryData<string, long[], string> Bad => new()
    {
        { "input_ids", [2, 16, 3, 2, 7, 3], "expected numbers from 0 to 15 (the encoder's vocabulary), found 16 in row 0, column 1" },
        { "input_ids", [2, 6, 3, 2, 7, -1], "found -1 in row 1, column 2" },
        { "attention_mask", [1, 1, 2, 1, 1, 1], "expected numbers from 0 to 1 (a mask), found 2" },
        { "token_type_ids", [0, 0, 2, 0, 0, 0], "expected numbers from 0 to 1 (the encoder's token types), found 2" },
        { "special_ordinal", [1, 0, 2, 1, 2, 3], "expected numbers from 0 to 2 (the adaptation's occurrences), found 3" },
        { "special_ordinal", [1, 0, 2, -1, 0, 1], "expected numbers from 0 to 2 (the adaptation's occurrences), found -1 in row 1, column 0" },
        { "labels", [0, 1], "" },
        { "labels", [0, -100, 2, 0, 1, 2], "" },
        { "labels", [0, 3], "expected ids from 0 to 2, found 3 at place 1" },
        { "labels", [0, -100], "expected ids from 0 to 2, found -100 at place 1" },
        { "labels", [0, 1, 2], "expected the shape [2], as input_ids has rows, found [3]" },
        { "labels", [0, -100, 3, 0, 1, 2], "expected ids from 0 to 2, or -100 for what is ignored, found 3 at place 2" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Values_out_of_range_are_refused_with_their_place(string name, long[] values, string expected)
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["input_ids"] = Grid(2, 6, 3, 2, 7, 3),
            ["special_ordinal"] = Grid(1, 0, 2, 1, 0, 2),
        };
        tensors[name] = values.Length == 6 ? Grid(values) : tensor(values);
        if (expected.Length == 0)
        {
            using var fine = Read(tensors, occurrences: 2, labels: values.Length == 6 ? TargetKind.Tags : TargetKind.Class);
            Assert.Equal(values, fine.Labels!.data<long>().ToArray());
            return;
        }
        var message = Assert.Throws<BadInputException>(() => Read(tensors, occurrences: 2, labels: values.Length == 6 ? TargetKind.Tags : TargetKind.Class)).Message;
        Assert.StartsWith($"{folder.File("x")}: the tensor \"{name}\": ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_and_types_that_do_not_fit_are_refused()
    {
        string Error(Dictionary<string, Tensor> tensors) => Assert.Throws<BadInputException>(() => Read(tensors, occurrences: null)).Message;

        Assert.Contains("holds no tensor \"input_ids\"", Error(new() { ["ids"] = Grid(2, 6, 3, 2, 7, 3) }), StringComparison.Ordinal);
        Assert.Contains("expected the shape [batch, sequence], found [3]", Error(new() { ["input_ids"] = tensor([2L, 6, 3]) }), StringComparison.Ordinal);
        Assert.Contains("expected the shape [batch, sequence], found [0, 3]", Error(new() { ["input_ids"] = zeros(0, 3, dtype: ScalarType.Int64) }), StringComparison.Ordinal);
        Assert.Contains("expected whole numbers, I64 or I32, found F32", Error(new() { ["input_ids"] = ones(2, 3) }), StringComparison.Ordinal);
        Assert.Contains("\"labels\": expected whole numbers, I64 or I32, found F32", Error(new() { ["input_ids"] = Grid(2, 6, 3, 2, 7, 3), ["labels"] = ones(2) }), StringComparison.Ordinal);
        Assert.Contains("expected at most 12 columns", Error(new() { ["input_ids"] = ones(1, 13, dtype: ScalarType.Int64) }), StringComparison.Ordinal);
        Assert.Contains("expected the shape of input_ids, [2, 3], found [3, 2]",
            Error(new() { ["input_ids"] = Grid(2, 6, 3, 2, 7, 3), ["attention_mask"] = ones(3, 2, dtype: ScalarType.Int64) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Padding_beyond_the_distances_that_an_encoder_knows_is_refused_although_it_has_no_position()
    {
        var config = TinyBackbone.Config with { PositionNumbering = PositionNumbering.AfterPadding, PadTokenId = 1 };
        var ids = new long[13];
        Array.Fill(ids, 1);
        ids[0] = 2;
        SafetensorsWriter.Write(folder.File("x"), new Dictionary<string, Tensor> { ["input_ids"] = tensor(ids, [1, 13]) });
        using var file = SafetensorsFile.Open(folder.File("x"));
        Modules.TokenBatch Read(Modules.PositionEmbedding positions) => new TensorFileBatch(file, config with { PositionEmbedding = positions }, CPU)
            .Read(occurrences: null, () => throw new InvalidOperationException(), labelCount: 0);

        using (Read(Modules.PositionEmbedding.Absolute)) { }
        Assert.Equal(
            $"{folder.File("x")}: the tensor \"input_ids\": expected at most 12 columns, because the encoder has vectors for the distances between so many, found 13",
            Assert.Throws<BadInputException>(() => Read(Modules.PositionEmbedding.RelativeKey)).Message);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static Tensor Grid(params long[] values) => tensor(values, [2, 3]);

    private Modules.TokenBatch Read(Dictionary<string, Tensor> tensors, int? occurrences, Func<TextEncoder>? tokenizer = null, int types = 2, TargetKind labels = TargetKind.Class)
    {
        SafetensorsWriter.Write(folder.File("x"), tensors);
        using var file = SafetensorsFile.Open(folder.File("x"));
        return new TensorFileBatch(file, TinyBackbone.Config with { TokenTypeCount = types }, CPU)
            .Read(occurrences, tokenizer ?? (() => throw new InvalidOperationException("no tokenizer is needed")), labelCount: 3, labels);
    }
}
