using PastaGen.Text.Data;

namespace PastaGen.Text.Tests;

/// <summary>How labels get their ids.</summary>
public sealed class LabelSetTests
{
    [Fact]
    public void Whole_numbers_in_data_are_sorted_by_value_and_names_by_character()
    {
        Assert.Equal(["-1", "2", "10"], LabelSet.FromData(Labeled("10", "2", "-1", "2")).Names);
        Assert.Equal(["10", "2", "B", "a"], LabelSet.FromData(Labeled("a", "2", "B", "10")).Names);
        Assert.Contains("no example has a label", Assert.Throws<BadInputException>(() => LabelSet.FromData([new Example("a", null, null, 1)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_found_as_spelled_by_id_or_else_ignoring_case()
    {
        var labels = new LabelSet(["Negative", "Positive"]);
        Assert.Equal([0, 1, 1, 0], Labeled("Negative", "1", "positive", "0").Select(example => labels.IdOf(example, "f")));
    }

    [Fact]
    public void Numbers_that_are_names_are_not_ids()
    {
        var labels = LabelSet.FromData(Labeled("1", "2", "3"));
        Assert.Equal(0, labels.IdOf(Labeled("1").First(), "f"));
        Assert.Throws<BadInputException>(() => labels.IdOf(Labeled("0").First(), "f"));
    }

    [Fact]
    public void Case_decides_where_names_differ_in_nothing_else()
    {
        var labels = new LabelSet(["a", "A", "b"]);
        Assert.Equal(1, labels.IdOf(Labeled("A").First(), "f"));
        Assert.Equal(2, labels.IdOf(Labeled("B").First(), "f"));
    }

    [Fact]
    public void An_unknown_label_is_named_with_its_line_and_the_nearest_one()
    {
        var labels = new LabelSet(["entailment", "neutral", "contradiction"]);
        Assert.Equal(
            "dev.tsv:7: there is no label \"entialment\"; expected one of \"entailment\", \"neutral\", \"contradiction\" (nearest: \"entailment\")",
            Assert.Throws<BadInputException>(() => labels.IdOf(new Example("a", null, "entialment", 7), "dev.tsv")).Message);
        Assert.Contains("dev.tsv:8: there is no label \"3\"", Assert.Throws<BadInputException>(() => labels.IdOf(new Example("a", null, "3", 8), "dev.tsv")).Message, StringComparison.Ordinal);
        Assert.Contains("dev.tsv:9: the row has no label", Assert.Throws<BadInputException>(() => labels.IdOf(new Example("a", null, null, 9), "dev.tsv")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_in_the_labels_column_is_named_by_its_beginning()
    {
        var message = Assert.Throws<BadInputException>(() => new LabelSet(["no", "yes"]).IdOf(new Example("a", null, new string('x', 1 << 20), 7), "f")).Message;
        Assert.Equal($"f:7: there is no label \"{new string('x', 100)}...\"; expected one of \"no\", \"yes\"", message);
    }

    [Fact]
    public void A_set_without_names_or_with_one_twice_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new LabelSet([]));
        Assert.Throws<ArgumentException>(() => new LabelSet(["a", "a"]));
    }

    private static IEnumerable<Example> Labeled(params string[] labels) => labels.Select((label, i) => new Example("text", null, label, i + 1));
}
