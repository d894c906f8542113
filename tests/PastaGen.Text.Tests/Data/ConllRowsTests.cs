using PastaGen.Testing;
using PastaGen.Text.Data;

namespace PastaGen.Text.Tests;

/// <summary>Sentences with a tag for each word.</summary>
public sealed class ConllRowsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_columns_parted_by_tabs_may_hold_words_with_spaces_and_words_of_nothing()
    {
        var rows = Read("Ann\tB-PER\nu R\tO\n\tO\n\n\t\nRome\tB-LOC\n");
        Assert.Equal([["Ann", "u R", ""], ["Rome"]], rows.Select(row => row.Words));
        Assert.Equal([["B-PER", "O", "O"], ["B-LOC"]], rows.Select(row => ((TagsTarget)row.Target!).Tags));
        Assert.Equal([1, 6], rows.Select(row => row.LineNumber));
        Assert.Equal("Ann u R ", rows[0].Text);
    }

    [Fact]
    public void Four_columns_parted_by_spaces_end_with_the_tag_and_document_starts_are_left_out()
    {
        var rows = Read("-DOCSTART- -X- O O\r\n\r\nEU NNP I-NP I-ORG\r\nrejects VBZ I-VP O\r\n\r\n-DOCSTART- -X- O O\r\n\r\nPeter NNP I-NP I-PER\r\n");
        Assert.Equal([["EU", "rejects"], ["Peter"]], rows.Select(row => row.Words));
        Assert.Equal([["B-ORG", "O"], ["B-PER"]], rows.Select(row => ((TagsTarget)row.Target!).Tags));
    }

    [Theory]
    [InlineData("I-PER I-PER O I-PER", "B-PER I-PER O B-PER")]
    [InlineData("I-PER I-ORG I-ORG", "B-PER B-ORG I-ORG")]
    [InlineData("I-PER B-PER I-PER", "B-PER B-PER I-PER")]
    [InlineData("B-PER I-PER I-LOC", "B-PER I-PER B-LOC")]
    [InlineData("I_PER I_PER B_PER", "B_PER I_PER B_PER")]
    [InlineData("IPad INTJ", "IPad INTJ")]
    [InlineData("NN IN B I- O", "NN IN B I- O")]
    public void Older_tags_get_their_beginnings_and_newer_ones_keep_them(string tags, string expected)
    {
        Assert.Equal(expected.Split(' '), TagSequences.Begun(tags.Split(' ')));
        Assert.Equal(expected.Split(' '), TagSequences.Begun(TagSequences.Begun(tags.Split(' '))));
    }

    [Fact]
    public void Labels_of_entities_are_both_tags_of_every_type()
    {
        Assert.Equal(["B-LOC", "B-PER", "I-LOC", "I-PER", "O"], LabelSet.FromData(Read("a\tO\nb\tB-PER\nc\tI-LOC\n")).Names);
        Assert.Equal(["B_PER", "I_PER", "O"], LabelSet.FromData(Read("a\tO\nb\tI_PER\n")).Names);
        Assert.Equal(["BPer", "IPer", "O"], LabelSet.FromData(Read("a\tO\nb\tIPer\n")).Names);
        // As in judging, tags without O mark no entities.
        Assert.Equal(["B-LOC", "B-PER"], LabelSet.FromData(Read("a\tB-LOC\nb\tI-PER\n")).Names);
        Assert.Equal(["IN", "O"], LabelSet.FromData(Read("a\tO\nb\tIN\n")).Names);
        Assert.Equal(["IN", "NN"], LabelSet.FromData(Read("a\tNN\nb\tIN\n")).Names);
        Assert.Equal(1, new LabelSet(["O", "BPer", "IPer"]).IdOf("B-PER", "f:1"));
    }

    [Fact]
    public void Json_lines_hold_words_and_tags()
    {
        DataOptions tagging = new() { Target = TargetKind.Tags };
        var row = DataFile.Read(folder.Write("d.jsonl", "{\"tokens\":[\"a b\",\"c\"],\"ner_tags\":[\"I-X\",0]}"), tagging).Single();
        Assert.Equal(["a b", "c"], row.Words!);
        Assert.Equal(["B-X", "0"], ((TagsTarget)row.Target!).Tags);
        Assert.Equal(["a", "b"], DataFile.Read(folder.Write("d.jsonl", "{\"text\":\" a  b\"}"), tagging with { Labeled = false }).Single().Words!);
        Assert.Contains(":1: expected a tag for each of 2 words; found 1", Assert.Throws<BadInputException>(() => DataFile.Read(folder.Write("d.jsonl", "{\"words\":[\"a\",\"c\"],\"tags\":[\"O\"]}"), tagging).Count()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\tO\nb\n", ":2: expected 2 columns as in the lines before, parted by tabs; found 1")]
    [InlineData("alone\n", ":1: expected a word a line with its tag in the last column, parted by a tab or a space, and a blank line after each sentence; found one column, \"alone\"")]
    [InlineData("a O\nb\tO\n", ":2: expected 2 columns as in the lines before, parted by spaces; found 1")]
    [InlineData("sentence\tlabel\na good film\t1\nbad\t0\na bad film\t0\nno good\t0\n", ":2: expected a word a line with its tag in the last column, parted by a tab or a space, and a blank line after each sentence; found several words in a line, \"a good film\", as in 3 of the first 5 lines")]
    [InlineData("1\ta good film\tgood\n\na\tb\tO\n", ":1: expected a word a line")]
    [InlineData("a\t\n", ":1: the word \"a\" has no tag; expected one in the last column")]
    [InlineData("\n\n", ": has no examples; expected a word a line")]
    public void What_does_not_fit_is_one_sentence_with_file_and_line(string content, string expected) =>
        Assert.StartsWith(folder.File("d.conll") + expected, Assert.Throws<BadInputException>(() => Read(content)).Message, StringComparison.Ordinal);

    [Fact]
    public void Tags_are_refused_where_the_model_answers_with_something_else()
    {
        var path = folder.Write("d.conll", "a\tO\n");
        Assert.Equal($"{path}: holds a tag for each word, but the model answers with one label a row", Assert.Throws<BadInputException>(() => DataFile.Read(path).Count()).Message);
        Assert.Contains(
            "which a label column cannot hold", Assert.Throws<BadInputException>(() => DataFile.Read(folder.Write("d.csv", "text,label\na,x\n"), new DataOptions { Target = TargetKind.Tags }).Count()).Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void The_public_files_are_read_whole()
    {
        (int Sentences, int Words, int Labels) Counts(params string[] path)
        {
            var rows = DataFile.Read(SharedData.Path(["data", .. path]), new DataOptions { Target = TargetKind.Tags }).ToList();
            return (rows.Count, rows.Sum(row => row.Words!.Count), LabelSet.FromData(rows).Count);
        }

        Assert.Equal((3394, 62730, 13), Counts("wnut17", "train.conll"));
        Assert.Equal((1009, 15733, 13), Counts("wnut17", "dev.conll"));
        Assert.Equal((1287, 23394, 13), Counts("wnut17", "test.conll"));
        Assert.Equal((1164, 9), (Counts("sec-filings", "train_FIN5.txt").Sentences, Counts("sec-filings", "train_FIN5.txt").Labels));
        Assert.Equal(303, Counts("sec-filings", "test_FIN3.txt").Sentences);
        Assert.Equal(2001, Counts("btc", "h.conll").Sentences);
    }

    private List<Example> Read(string content) => [.. DataFile.Read(folder.Write("d.conll", content), new DataOptions { Target = TargetKind.Tags })];
}
