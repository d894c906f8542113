using PastaGen.Testing;
using PastaGen.Text.Data;

namespace PastaGen.Text.Tests;

/// <summary>Rows in one JSON document, and rows whose labels are lists or numbers.</summary>
public sealed class JsonPartsTests : IDisposable
{
    private const string Document = """
        {
          "about": {"rows": 3},
          "data": {
            "train": [
              ["a \ud83d", "x"],
              {"text": "b", "label": 2}
            ],
            "more": [["c", "d", "y"]]
          }
        }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Parts_are_named_by_their_path_and_follow_one_another()
    {
        Assert.Equal([new Example("a \ud83d", null, "x", 5), new Example("b", null, "2", 6)], Read(Document, "data.train"));
        Assert.Equal([new Example("c", "d", "y", 8), new Example("a \ud83d", null, "x", 5), new Example("b", null, "2", 6)], Read(Document, "data.more", "data.train"));
        Assert.Equal(["c", "a \ud83d"], DataFile.Read(folder.Write("d.json", Document), new DataOptions { Splits = ["data.more", "data.train"], Limit = 2 }).Select(example => example.Text));
    }

    [Fact]
    public void A_document_may_be_the_list_itself_and_a_line_of_its_own_is_json_lines()
    {
        Assert.Equal([new Example("a", null, "x", 2)], Read("[\n[\"a\",\"x\"]\n]"));
        Assert.Equal([new Example("a", null, "x", 1), new Example("b", null, "y", 2)], Read("{\"text\":\"a\",\"label\":\"x\"}\n{\"text\":\"b\",\"label\":\"y\"}\n"));
    }

    [Theory]
    [InlineData(null, ": the document has several parts; say which split holds the rows: about, data")]
    [InlineData("data", ": \"data\" has several parts; say which split holds the rows: train, more")]
    [InlineData("data.test", ": \"data.test\" has no part \"test\"; its parts are train, more")]
    [InlineData("about.rows", ": \"about.rows\" is a number; expected a list of objects")]
    public void A_path_that_leads_nowhere_is_told_with_the_parts_that_there_are(string? split, string expected) =>
        Assert.StartsWith(folder.File("d.json") + expected, Error(Document, split is null ? [] : [split]), StringComparison.Ordinal);

    [Theory]
    [InlineData("[[\"a\",\"x\"],\n[\"b\"]]", ":2: expected a list of text and label, or of text, pair and label; found 1 elements")]
    [InlineData("[[\"a\",\"x\"],\n[\"b\",[]]]", ":2: expected a list of texts; found an array in it")]
    [InlineData("[[\"a\",\"x\"],\n3]", ":2: expected a JSON object; found a number")]
    [InlineData("[[\"a\",\"x\"],\n[\"b\",]]", ":2: expected a JSON document; this is not JSON")]
    [InlineData("[[\"a\",\"x\"]", ":1: expected a JSON document; this is not JSON")]
    [InlineData("[]", ": the document has no rows; expected a list of objects")]
    public void What_does_not_fit_is_one_sentence_with_file_and_line(string content, string expected) =>
        Assert.StartsWith(folder.File("d.json") + expected, Error(content), StringComparison.Ordinal);

    [Fact]
    public void Labels_are_read_as_the_task_has_them()
    {
        ClassesTarget Classes(string name, string content) => Assert.IsType<ClassesTarget>(DataFile.Read(folder.Write(name, content), new DataOptions { Target = TargetKind.Classes }).Single().Target);
        Assert.Equal(["x", "3"], Classes("d.jsonl", "{\"text\":\"a\",\"labels\":[\"x\",3]}").Names);
        Assert.Empty(Classes("d.jsonl", "{\"text\":\"a\",\"label\":[]}").Names);
        Assert.Equal(["x", "y"], Classes("d.tsv", "a\tx, y").Names);
        Assert.Empty(Classes("d.tsv", "a\t").Names);

        Target? Number(string content) => DataFile.Read(folder.Write("d.jsonl", content), new DataOptions { Target = TargetKind.Number }).Single().Target;
        Assert.Equal(new NumberTarget(-0.25), Number("{\"text\":\"a\",\"label\":-0.25}"));
        Assert.Equal(new NumberTarget(4), Number("{\"text\":\"a\",\"label\":\"4\"}"));
        Assert.Contains(":1: expected a number", Assert.Throws<BadInputException>(() => Number("{\"text\":\"a\",\"label\":\"NaN\"}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_document_has_splits() =>
        Assert.Contains("only a JSON document has splits", Assert.Throws<BadInputException>(() => DataFile.Read(folder.Write("d.tsv", "a\tx"), new DataOptions { Splits = ["train"] }).Count()).Message, StringComparison.Ordinal);

    [SharedDataFact]
    public void Clinc150_is_read_whole()
    {
        var path = SharedData.Path("data", "clinc150", "data_full.json");
        var train = DataFile.Read(path, new DataOptions { Splits = ["train", "oos_train"] }).ToList();
        Assert.Equal(15100, train.Count);
        Assert.Equal(151, LabelSet.FromData(train).Count);
        Assert.Equal("set a warning for when my bank account starts running low", DataFile.Read(path, new DataOptions { Splits = ["oos_val"] }).First().Text);
    }

    private IEnumerable<Example> Read(string content, params string[] splits) => DataFile.Read(folder.Write("d.json", content), new DataOptions { Splits = splits });

    private string Error(string content, params string[] splits) => Assert.Throws<BadInputException>(() => Read(content, splits).Count()).Message;
}
