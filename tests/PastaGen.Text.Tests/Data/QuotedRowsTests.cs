using PastaGen.Testing;
using PastaGen.Text.Data;

namespace PastaGen.Text.Tests;

/// <summary>Columns parted by commas.</summary>
public sealed class QuotedRowsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Quoted_fields_hold_commas_quotes_and_line_ends_and_their_row_is_where_they_begin() =>
        Assert.Equal(
            [new Example("a, b", null, "x", 2), new Example("\nsaid \"no\"\r\n", null, "y", 3), new Example("a \"stray\" quote", null, "z", 6), new Example("", null, "w", 7)],
            Read("text,category\r\n\"a, b\",x\r\n\"\nsaid \"\"no\"\"\r\n\",\"y\"\r\na \"stray\" quote,z\r\n,w"));

    [Theory]
    [InlineData("text,label", "a", null, "b")]
    [InlineData("label,text", "b", null, "a")]
    [InlineData("category,sentence", "b", null, "a")]
    [InlineData("question,answer", "a", null, "b")]
    [InlineData("index,text,label", "b", null, "c")]
    [InlineData("premise,hypothesis,verdict", "a", "b", "c")]
    [InlineData("id,text,pair,label", "b", "c", "d")]
    public void Columns_are_known_by_their_names_or_their_number(string header, string text, string? pair, string label) =>
        Assert.Equal([new Example(text, pair, label, 2)], Read($"{header}\n{string.Join(',', "abcd".Take(header.Count(letter => letter == ',') + 1))}\n"));

    [Fact]
    public void Columns_can_be_asked_for_by_name()
    {
        var options = new DataOptions { TextColumn = "body", PairColumn = "title", LabelColumn = "topic" };
        Assert.Equal([new Example("b", "c", "d", 2)], Read("id,body,title,topic\na,b,c,d\n", options));
        Assert.Equal([new Example("b", "c", "d", 2)], DataFile.Read(folder.Write("d.tsv", "id\tbody\ttitle\ttopic\na\tb\tc\td\n"), options));
        Assert.Equal([new Example("b", "c", "d", 1)], DataFile.Read(folder.Write("d.jsonl", "{\"body\":\"b\",\"title\":\"c\",\"topic\":\"d\"}\n"), options));
        Assert.Contains(":1: there is no column \"boddy\"; the columns are id, body, title, topic (nearest: \"body\")", Error("id,body,title,topic\na,b,c,d\n", new DataOptions { TextColumn = "boddy" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_nothing_in_the_file_bears_is_no_name_of_it()
    {
        var pair = new DataOptions { PairColumn = "titel" };
        Assert.EndsWith(
            "d.jsonl: no row has a second text under \"titel\"; name the key as the file spells it, or leave the name out",
            Refusal("d.jsonl", "{\"text\":\"b\",\"title\":\"c\",\"label\":\"d\"}\n", pair), StringComparison.Ordinal);
        Assert.Equal(["c", null], DataFile.Read(folder.Write("d.jsonl", "{\"text\":\"b\",\"titel\":\"c\",\"label\":\"d\"}\n{\"text\":\"b\",\"label\":\"d\"}\n"), pair).Select(row => row.Pair));
        Assert.EndsWith(
            ":1: the row is a list, whose elements have no names: they are text and label, or text, pair and label; name no keys",
            Refusal("d.json", "[[\"b\",\"c\",\"d\"]]", pair), StringComparison.Ordinal);
        Assert.EndsWith(
            "d.conll: CoNLL columns have no names: the word is the first and the tag the last; name no columns",
            Refusal("d.conll", "a\tb\tO\n", new DataOptions { Target = TargetKind.Tags, LabelColumn = "chunk" }), StringComparison.Ordinal);

        string Refusal(string name, string content, DataOptions options) =>
            Assert.Throws<BadInputException>(() => DataFile.Read(folder.Write(name, content), options).ToList()).Message;
    }

    [Theory]
    [InlineData("a,b,c,d\n1,2,3,4\n", ":1: it cannot be told which column is the text; name one of a, b, c, d")]
    [InlineData("text,b,c,d\n1,2,3,4\n", ":1: it cannot be told which column is the label; name one of text, b, c, d")]
    [InlineData("text\n1\n", ":1: the file has no labels; its columns are text")]
    [InlineData("text,text\n1,2\n", ":1: a column's name is there twice")]
    [InlineData("text,label\na\n", ":2: expected 2 columns parted by commas (text, label); found 1 column")]
    [InlineData("text,label\na,x\n\"b\nc,y\n", ":3: a quoted field that begins here does not end; close it with a quote, and double the quotes inside")]
    [InlineData("text,label\n\"a\nb\"c,y\n", ":3: expected a comma or the line's end after a quoted field; found \"c,y\"; double the quotes inside the field")]
    [InlineData("text,label\n", ": has no examples; expected 2 columns parted by commas (text, label)")]
    public void What_does_not_fit_is_one_sentence_with_file_and_line(string content, string expected) =>
        Assert.StartsWith(folder.File("d.csv") + expected, Error(content), StringComparison.Ordinal);

    [SharedDataFact]
    public void Banking77_is_read_whole()
    {
        Assert.Equal(10003, DataFile.Read(SharedData.Path("data", "banking77", "train.csv")).Count());
        var test = DataFile.Read(SharedData.Path("data", "banking77", "test.csv")).ToList();
        Assert.Equal(3080, test.Count);
        Assert.Equal(77, LabelSet.FromData(test).Count);
        Assert.Contains(test, example => example.Text == "\nWhere can I get my PIN unblocked?" && example.Target == new ClassTarget("pin_blocked"));
    }

    private IEnumerable<Example> Read(string content, DataOptions? options = null) => DataFile.Read(folder.Write("d.csv", content), options);

    private string Error(string content, DataOptions? options = null) => Assert.Throws<BadInputException>(() => Read(content, options).Count()).Message;
}
