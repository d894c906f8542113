using System.Text.Json;
using Microsoft.ML.Tokenizers;
using PastaGen.Testing;

namespace PastaGen.Text.Tests;

/// <summary>The tokenizer as programs written against the package Microsoft.ML.Tokenizers use it.</summary>
public sealed class BertTokenizerTests
{
    private static readonly string Vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nun\n##a\n$\n";

    [Fact]
    public void Rows_are_built_with_special_tokens()
    {
        var bert = BertTokenizer.Create(Stream(Vocabulary), Options());
        Assert.Equal([2, 5, 6, 7, 3], bert.EncodeToIds("UNA$"));
        Assert.Equal([5, 6, 7], bert.EncodeToIds("UNA$", addSpecialTokens: false));
        Assert.Equal([5, 6, 7], ((Tokenizer)bert).EncodeToIds("UNA$"));
        Assert.Equal([2, 5, 3, 7, 3], bert.BuildInputsWithSpecialTokens([5], [7]));
        Assert.Equal((2, 3, 0, 4, 1), (bert.ClassificationTokenId, bert.SeparatorTokenId, bert.PaddingTokenId, bert.MaskingTokenId, bert.UnknownTokenId));
    }

    [Fact]
    public void Tokens_have_their_places_in_the_normalized_text()
    {
        var bert = BertTokenizer.Create(Stream(Vocabulary), Options());
        var tokens = bert.EncodeToTokens("ÜN  UNA", out var normalized);
        Assert.Equal("un  una", normalized);
        Assert.Equal([(5, "un", 0..2), (5, "un", 4..6), (6, "##a", 6..7)], tokens.Select(token => (token.Id, token.Value, token.Offset)));
        Assert.Equal(3, bert.CountTokens("ÜN  UNA"));
    }

    [Fact]
    public void Ids_are_decoded_to_words()
    {
        var bert = BertTokenizer.Create(Stream(Vocabulary), Options());
        Assert.Equal("[CLS] una $ [SEP]", bert.Decode([2, 5, 6, 7, 3]));
        Assert.Equal("", bert.Decode([]));
        Span<char> destination = stackalloc char[3];
        Assert.Equal(System.Buffers.OperationStatus.Done, bert.Decode([5, 6], destination, out var ids, out var written));
        Assert.Equal((2, 3, "una"), (ids, written, destination.ToString()));
        Assert.Equal(System.Buffers.OperationStatus.DestinationTooSmall, bert.Decode([5, 6, 7], destination, out ids, out written));
        Assert.Equal((0, 0), (ids, written));
        Assert.Throws<ArgumentOutOfRangeException>(() => bert.Decode([8]));
    }

    [Fact]
    public void Steps_can_be_left_out()
    {
        var bert = BertTokenizer.Create(Stream(Vocabulary), Options());
        Assert.Equal([1], bert.EncodeToIds("UN", addSpecialTokens: false, considerNormalization: false));
        Assert.Equal([1], bert.EncodeToIds("un un", addSpecialTokens: false, considerPreTokenization: false));
    }

    [Fact]
    public void A_vocabulary_without_a_special_token_is_refused() =>
        Assert.Contains("[MASK]", Assert.Throws<ArgumentException>(() => BertTokenizer.Create(Stream("[PAD]\n[UNK]\n[CLS]\n[SEP]"))).Message, StringComparison.Ordinal);

    [SharedDataFact]
    public void With_our_normalizer_and_pre_tokenizer_plugged_in_it_gives_the_recorded_ids()
    {
        var bert = BertTokenizer.Create(SharedData.Path("data", "vocab", "bert-base-uncased-vocab.txt"), Options());
        var checkedLines = 0;
        foreach (var line in File.ReadLines(SharedData.Path("goldens", "tokens", "bert-base-uncased.jsonl")).Select(line => JsonDocument.Parse(line).RootElement))
        {
            if (!line.GetProperty("as_text").GetBoolean()) continue;
            Assert.Equal(line.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()), bert.EncodeToIds(line.GetProperty("text").GetString()!));
            checkedLines++;
        }
        Assert.True(checkedLines > 100);
    }

    private static BertOptions Options() => new()
    {
        Normalizer = new BertNormalizer(cleanText: true, handleChineseChars: true, stripAccents: true, lowercase: true),
        PreTokenizer = BertPreTokenizer.Instance,
    };

    private static MemoryStream Stream(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));
}
