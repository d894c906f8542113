namespace PastaGen.Text.Tests;

public class SharedPiecesTests
{
    private readonly TextEncoder words = SmallVocabulary.FromVocabularyFile();

    [Fact]
    public void A_piece_ends_where_tokens_of_both_end_and_special_tokens_are_a_piece_each() => Holds(
        words.Encode("unaffable cafe"),                    // [CLS] un ##aff ##able cafe [SEP]
        SmallBytePairs.FromFiles().Encode("unaffable cafe"),   // a byte each
        [4, 0, 1, 2, 3, 5], [4, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 5], 6);

    [Fact]
    public void What_lies_behind_the_end_of_the_other_is_in_no_piece()
    {
        var cut = words.Encode("unaffable cafe", maxLength: 4);
        var whole = SmallBytePairs.FromFiles().Encode("unaffable cafe");
        Holds(cut, whole, [2, 0, 1, 3], [2, 0, 0, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 3], 4);
        Holds(whole, cut, [2, 0, 0, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 3], [2, 0, 1, 3], 4);
    }

    // The mark of a word's beginning stands at its first character, as its first token does.
    [Fact]
    public void A_piece_does_not_end_within_a_token() =>
        Holds(words.Encode("1,"), SmallPieces.FromJson().Encode("1,"), [1, 0, 0, 2], [1, 0, 0, 2], 3);

    [Fact]
    public void Special_tokens_at_other_places_are_in_no_piece()
    {
        const string Behind = """{"type":"TemplateProcessing","single":[{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":0}}],"special_tokens":{"</s>":{"id":"</s>","ids":[2],"tokens":["</s>"]}}}""";
        const string Before = """{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":0}}],"special_tokens":{"[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]}}}""";
        var behind = SmallBytePairs.FromJson(postProcessor: Behind).Encode("a");
        Holds(words.Encode("a"), behind, [-1, 0, -1], [0, -1], 1);
        Holds(SmallVocabulary.FromJson(postProcessor: Before).Encode("a"), behind, [-1, 0], [0, -1], 1);
    }

    [Fact]
    public void A_row_without_tokens_has_no_pieces() =>
        Holds(SmallBytePairs.FromJson(postProcessor: "null").Encode(""), words.Encode(""), [], [-1, -1], 0);

    private static void Holds(Encoding first, Encoding second, int[] ofFirst, int[] ofSecond, int count)
    {
        var pieces = SharedPieces.Of(first, second);
        Assert.Equal(ofFirst, pieces.First);
        Assert.Equal(ofSecond, pieces.Second);
        Assert.Equal(count, pieces.Count);
    }
}
