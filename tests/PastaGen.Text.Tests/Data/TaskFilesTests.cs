using PastaGen.Testing;
using PastaGen.Text.Data;

namespace PastaGen.Text.Tests;

/// <summary>The files of public data sets, in the shape in which they are given out; those that have traps in small files with the trap.</summary>
public sealed class TaskFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cola_has_no_header_but_in_its_test_file()
    {
        Assert.Equal(
            [new Example("The \"cat sat.", null, "1", 1), new Example("Cat the sat.", null, "0", 2)],
            Read("cola", "gj04\t1\t\tThe \"cat sat.\nks08\t0\t*\tCat the sat.\n"));
        Assert.Equal([new Example("A cat.", null, null, 2)], Read("cola", "index\tsentence\n0\tA cat.\n", labeled: false));
        Assert.Contains("this file of cola has no labels; its columns are index, sentence", Error("cola", "index\tsentence\n0\tA cat.\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sst2_keeps_its_stray_quotes_and_spaces() =>
        Assert.Equal([new Example("a \"stray quote ", null, "1", 2)], Read("sst2", "sentence\tlabel\na \"stray quote \t1\n"));

    [Fact]
    public void Mrpc_begins_with_a_byte_order_mark_and_its_label()
    {
        const string Header = "\uFEFFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\r\n";
        Assert.Equal([new Example("He said \"no", "He refused", "1", 2)], Read("mrpc", Header + "1\t702876\t702977\tHe said \"no\tHe refused\r\n"));
        Assert.Equal([new Example("a", "b", null, 2)], Read("mrpc", "index\t#1 ID\t#2 ID\t#1 String\t#2 String\n0\t1\t2\ta\tb\n", labeled: false));
    }

    [Fact]
    public void Rows_of_qqp_that_are_too_short_are_left_out_and_told()
    {
        const string Header = "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate\n";
        var notes = new List<string>();
        var path = folder.Write("qqp.tsv", Header + "1\t2\t3\tWhy?\tHow?\t0\n4\t5\t6\tcut\n7\t8\t9\tWho?\tWhom?\t1\n");
        Assert.Equal(
            [new Example("Why?", "How?", "0", 2), new Example("Who?", "Whom?", "1", 4)],
            DataFile.Read(path, new DataOptions { Task = DataTask.Named("qqp"), Note = notes.Add }));
        Assert.Equal([$"{path}: 1 row has too few columns and is left out, as is usual for qqp (lines 3)"], notes);
        Assert.Equal([new Example("Why?", "How?", null, 2)], Read("qqp", "id\tquestion1\tquestion2\n1\tWhy?\tHow?\n", labeled: false));
        Assert.Contains(":2: expected 6 columns", Error("qqp", Header + "1\t2\t3\tWhy?\tHow?\t0\textra\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("index\tpromptID\tpairID\tgenre\tsentence1_binary_parse\tsentence2_binary_parse\tsentence1_parse\tsentence2_parse\tsentence1\tsentence2\tlabel1\tgold_label\n", "0\ta\tb\tc\td\te\tf\tg\tone\ttwo\tneutral\tcontradiction\n")]
    [InlineData("index\tpromptID\tpairID\tgenre\tsentence1_binary_parse\tsentence2_binary_parse\tsentence1_parse\tsentence2_parse\tsentence1\tsentence2\tlabel1\tlabel2\tlabel3\tlabel4\tlabel5\tgold_label\n", "0\ta\tb\tc\td\te\tf\tg\tone\ttwo\tneutral\tneutral\tneutral\tneutral\tneutral\tcontradiction\n")]
    public void Mnlis_label_is_the_one_agreed_on_in_training_and_development_files(string header, string row) =>
        Assert.Equal([new Example("one", "two", "contradiction", 2)], Read("mnli", header + row));

    // Published checkpoints order them as they like.
    [Fact]
    public void The_checkpoint_decides_mnlis_label_ids()
    {
        var labels = new LabelSet(["CONTRADICTION", "NEUTRAL", "ENTAILMENT"]);
        Assert.Equal([2, 1, 0], DataTask.Named("mnli").Labels.Select(label => labels.IdOf(label, "f:1")));
    }

    [Theory]
    [InlineData("qnli", "index\tquestion\tsentence\tlabel\n0\tWho?\tHe.\tentailment\n", "Who?", "He.", "entailment")]
    [InlineData("rte", "index\tsentence1\tsentence2\tlabel\n0\tone\ttwo\tnot_entailment\n", "one", "two", "not_entailment")]
    [InlineData("wnli", "index\tsentence1\tsentence2\tlabel\n0\tone\ttwo\t1\n", "one", "two", "1")]
    public void Pairs_are_found_by_the_names_in_the_header(string task, string content, string text, string pair, string label) =>
        Assert.Equal([new Example(text, pair, label, 2)], Read(task, content));

    [Fact]
    public void Stsb_has_numbers_for_labels()
    {
        const string Header = "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore\n";
        Assert.Equal([new Example("one", "two", new NumberTarget(3.8), 2)], Read("stsb", Header + "0\tg\tf\t2012\t1\tn\tn\tone\ttwo\t3.800\n", TargetKind.Number));
        Assert.Contains(":2: expected a number for a label, such as 3.5; found \"high\"", Error("stsb", Header + "0\tg\tf\t2012\t1\tn\tn\tone\ttwo\thigh\n", TargetKind.Number), StringComparison.Ordinal);
        Assert.Contains("stsb has numbers for labels, but the model answers with one label a row", Error("stsb", Header), StringComparison.Ordinal);
    }

    [Fact]
    public void Ax_can_be_predicted_only()
    {
        const string Content = "index\tsentence1\tsentence2\n0\tone\ttwo\n";
        Assert.Equal([new Example("one", "two", null, 2)], Read("ax", Content, labeled: false));
        Assert.Contains("ax has no labels to learn from or to judge by", Error("ax", Content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trec", "NUM")]
    [InlineData("trec-fine", "NUM:date")]
    public void Trecs_label_stands_before_the_question_in_latin1(string task, string label)
    {
        File.WriteAllBytes(folder.File("t.label"), [.. "NUM:date When: is it a sister"u8, 0xF0, .. "city ?\n"u8]);
        Assert.Equal(
            [new Example("When: is it a sisterðcity ?", null, label, 1)],
            DataFile.Read(folder.File("t.label"), new DataOptions { Task = DataTask.Named(task), Encoding = FileEncoding.Latin1 }));
        Assert.Contains(":1: expected a label such as NUM:date, a space and a text; found \"no label\"", Error(task, "no label\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_task_is_refused_with_both_headers()
    {
        Assert.Contains(
            ":1: expected the header of rte with the columns sentence1, sentence2, label; found sentence, label", Error("rte", "sentence\tlabel\na\t1\n"), StringComparison.Ordinal);
        Assert.Contains("there is no task \"sst\"; expected one of cola, sst2", Assert.Throws<BadInputException>(() => DataTask.Named("sst")).Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void The_public_files_are_read_whole()
    {
        void Holds(int rows, string task, string folder, string file, TargetKind target = TargetKind.Class, bool labeled = true, FileEncoding encoding = FileEncoding.Utf8) =>
            Assert.Equal(rows, DataFile.Read(SharedData.Path("data", folder, file), new DataOptions { Task = DataTask.Named(task), Target = target, Labeled = labeled, Encoding = encoding }).Count());

        Holds(8551, "cola", "cola", "train.tsv");
        Holds(1043, "cola", "cola", "dev.tsv");
        Holds(67349, "sst2", "sst2", "train.tsv");
        Holds(2490, "rte", "rte", "train.tsv");
        Holds(277, "rte", "rte", "dev.tsv");
        Holds(5749, "stsb", "stsb", "train.tsv", TargetKind.Number);
        Holds(1500, "stsb", "stsb", "dev.tsv", TargetKind.Number);
        Holds(1379, "stsb", "stsb", "test.tsv", TargetKind.Number, labeled: false);
        Holds(5452, "trec", "trec", "train_5500.label", encoding: FileEncoding.Latin1);
        Holds(500, "trec", "trec", "TREC_10.label");
        Assert.Contains("latin1", Assert.Throws<BadInputException>(() => Holds(5452, "trec", "trec", "train_5500.label")).Message, StringComparison.Ordinal);
    }

    private IEnumerable<Example> Read(string task, string content, TargetKind target = TargetKind.Class, bool labeled = true) =>
        DataFile.Read(folder.Write($"{task}.tsv", content), new DataOptions { Task = DataTask.Named(task), Target = target, Labeled = labeled });

    private string Error(string task, string content, TargetKind target = TargetKind.Class) =>
        Assert.Throws<BadInputException>(() => Read(task, content, target).Count()).Message;
}
