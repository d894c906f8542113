using System.Text;
using PastaGen.Testing;
using PastaGen.Text.Data;

namespace PastaGen.Text.Tests;

/// <summary>Data files as people write them, and as they break them.</summary>
public sealed class DataFileTests : IDisposable
{
    private static readonly DataOptions Unlabeled = new() { Labeled = false };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Sst2_is_told_by_its_header()
    {
        var path = folder.Write("train.tsv", "sentence\tlabel\na \"stray quote \t1\n  kept spaces\t0\n");
        Assert.Equal([new Example("a \"stray quote ", null, "1", 2), new Example("  kept spaces", null, "0", 3)], DataFile.Read(path));
    }

    [Fact]
    public void Sst2s_test_file_has_no_labels()
    {
        var path = folder.Write("test.tsv", "index\tsentence\n0\tgood\n");
        Assert.Equal([new Example("good", null, null, 2)], DataFile.Read(path, Unlabeled));
        Assert.Contains("has no labels", Error(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\tlabel\n")]
    public void Two_columns_are_text_and_label_with_or_without_a_header(string header)
    {
        var path = folder.Write("d.tsv", header + "sentence\tlabels\n\tempty text\n");
        var first = header.Length == 0 ? 1 : 2;
        Assert.Equal([new Example("sentence", null, "labels", first), new Example("", null, "empty text", first + 1)], DataFile.Read(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\tpair\tlabel\n")]
    public void Three_columns_are_text_pair_and_label(string header)
    {
        var path = folder.Write("d.txt", header + "a\tb\tyes\n");
        Assert.Equal([new Example("a", "b", "yes", header.Length == 0 ? 1 : 2)], DataFile.Read(path));
    }

    [Fact]
    public void Json_lines_are_told_by_the_extension()
    {
        var path = folder.Write("d.jsonl", """
            {"text": "tab\tin \ud83d\ude00 it", "pair": null, "label": "yes"}
            {"sentence": "b", "pair": "c", "label": 3, "other": {}}
            """);
        Assert.Equal([new Example("tab\tin 😀 it", null, "yes", 1), new Example("b", "c", "3", 2)], DataFile.Read(path));
    }

    [Fact]
    public void Rows_need_no_label_where_prediction_reads_them()
    {
        Assert.Equal([new Example("a b", null, null, 1)], DataFile.Read(folder.Write("a.txt", "a b\n"), Unlabeled));
        Assert.Equal([new Example("a", null, null, 2)], DataFile.Read(folder.Write("b.tsv", "text\tlabel\na\tx\n"), Unlabeled));
        Assert.Equal([new Example("a", "b", null, 2)], DataFile.Read(folder.Write("c.tsv", "text\tpair\na\tb\n"), Unlabeled));
        Assert.Equal([new Example("a", null, null, 2)], DataFile.Read(folder.Write("d.tsv", "text\na\n"), Unlabeled));
        Assert.Equal([new Example("a", null, null, 1)], DataFile.Read(folder.Write("e.jsonl", "{\"text\":\"a\",\"label\":null}"), Unlabeled));
    }

    [Fact]
    public void A_byte_order_mark_windows_line_ends_and_blank_lines_at_the_end_are_tolerated()
    {
        File.WriteAllBytes(folder.File("d.tsv"), [0xEF, 0xBB, 0xBF, .. "text\tlabel\r\na\u2028b\rc\tx\r\n\r\n\n"u8]);
        Assert.Equal([new Example("a\u2028b\rc", null, "x", 2)], DataFile.Read(folder.File("d.tsv")));
    }

    [Fact]
    public void A_limit_leaves_the_rest_of_the_file_unread()
    {
        var path = folder.Write("d.tsv", "a\tx\nb\ty\nbroken\n");
        Assert.Equal([new Example("a", null, "x", 1), new Example("b", null, "y", 2)], DataFile.Read(path, new DataOptions { Limit = 2 }));
        Assert.Contains(":3:", Error(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_longer_than_any_buffer_are_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i} ä"));
        var path = folder.Write("d.tsv", $"a\tx\n{text}\ty\nb\tz\n");
        Assert.Equal(["a", text, "b"], DataFile.Read(path).Select(example => example.Text));
    }

    [Theory]
    [InlineData("d.tsv", "", ": has no examples; expected one row a line, its columns parted by tabs: text and label, or text, pair and label")]
    [InlineData("d.tsv", "text\tlabel\n", ": has no examples; expected 2 columns parted by tabs (text, label)")]
    [InlineData("d.tsv", "only text\n", ":1: expected two columns (text, label) or three (text, pair, label) parted by tabs, columns that are named, or the name of a task that the file belongs to; found 1 column")]
    [InlineData("d.tsv", "a\tx\nb\tx\ty\n", ":2: expected 2 columns parted by tabs (text, label); found 3 columns")]
    [InlineData("d.tsv", "a\tx\nb\n", ":2: expected 2 columns parted by tabs (text, label); found 1 column")]
    [InlineData("d.tsv", "a\tx\nb\t\n", ":2: the label is empty; expected a label in every row")]
    [InlineData("d.jsonl", "{\"text\":\"a\",\"label\":1}\n{\"text\":", ":2: expected a JSON object on one line; this is not JSON")]
    [InlineData("d.jsonl", "{\"label\":1}\n", ":1: expected a \"text\" or \"sentence\"; found neither")]
    [InlineData("d.jsonl", "{\"text\":\"a\"}\n", ":1: expected a \"label\"; found none")]
    [InlineData("d.jsonl", "{\"text\":\"a\",\"label\":[1]}\n", ":1: expected \"label\" to be a string; found an array")]
    public void What_does_not_fit_is_one_sentence_with_file_and_line(string name, string content, string expected)
    {
        var path = folder.Write(name, content);
        Assert.StartsWith(path + expected, Error(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d.tsv", "a\tx\n\nb\ty\n\n\n", "line 2 is blank and is passed over")]
    [InlineData("d.tsv", "\na\tx\n \n\r\nb\ty\n", "3 blank lines between rows are passed over, the first of them line 1")]
    [InlineData("d.csv", "text,label\n\na,x\nb,y\n", "line 2 is blank and is passed over")]
    [InlineData("d.jsonl", "{\"text\":\"a\",\"label\":\"x\"}\n\n{\"text\":\"b\",\"label\":\"y\"}\n", "line 2 is blank and is passed over")]
    public void Blank_lines_between_rows_are_passed_over_and_told_once(string name, string content, string told)
    {
        var (path, notes) = (folder.Write(name, content), new List<string>());
        Assert.Equal(["a", "b"], DataFile.Read(path, new DataOptions { Note = notes.Add }).Select(example => example.Text));
        Assert.Equal([$"{path}: {told}"], notes);
    }

    [Fact]
    public void Blank_lines_are_told_where_a_limit_ends_the_reading_too()
    {
        var (path, notes) = (folder.Write("d.tsv", "a\tx\n\nb\ty\n\nc\tz\n"), new List<string>());
        Assert.Equal(["a", "b"], DataFile.Read(path, new DataOptions { Limit = 2, Note = notes.Add }).Select(example => example.Text));
        Assert.Equal([$"{path}: line 2 is blank and is passed over"], notes);
    }

    [Theory]
    [InlineData("d.txt", "a\n\n\nb\n")]
    [InlineData("d.csv", "text,other\n\na,b\n")]
    public void A_blank_line_is_refused_where_answers_stand_in_the_rows_order(string name, string content)
    {
        var path = folder.Write(name, content);
        Assert.Equal($"{path}:2: the line is blank, with rows after it, and would get no answer; take it out", Assert.Throws<BadInputException>(() => DataFile.Read(path, Unlabeled).Count()).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16_is_told_by_its_byte_order_mark(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        File.WriteAllBytes(folder.File("d.tsv"), [.. encoding.GetPreamble(), .. encoding.GetBytes("text\tlabel\r\nä\u2028😀\tx\r\n")]);
        Assert.Equal([new Example("ä\u2028😀", null, "x", 2)], DataFile.Read(folder.File("d.tsv")));
    }

    [Fact]
    public void What_only_begins_as_utf16_is_refused_by_that_name()
    {
        File.WriteAllBytes(folder.File("d.tsv"), [0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00]);
        Assert.Equal($"{folder.File("d.tsv")}: begins with the byte order mark of UTF-16, but is not UTF-16 throughout; save the file as UTF-8", Error(folder.File("d.tsv")));
    }

    [Fact]
    public void A_file_of_one_byte_is_no_mark() => Assert.Equal([new Example("a", null, null, 1)], DataFile.Read(folder.Write("d.txt", "a"), Unlabeled));

    [Fact]
    public void Bytes_that_are_not_utf8_are_found_on_their_line()
    {
        File.WriteAllBytes(folder.File("d.tsv"), [.. "a\tx\nab"u8, 0xE4, .. "\tx\n"u8]);
        Assert.Equal($"{folder.File("d.tsv")}:2: byte 3 of the line is not UTF-8; save the file as UTF-8, or read it with --encoding latin1", Error(folder.File("d.tsv")));
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_a_folder_is_said_to_be()
    {
        Assert.Equal($"{folder.File("none.tsv")}: there is no such file", Error(folder.File("none.tsv")));
        Assert.Contains("is a folder", Error(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_end_is_refused_before_it_fills_the_memory()
    {
        using (var file = File.Create(folder.File("d.tsv"))) file.SetLength(40 * 1024 * 1024);
        Assert.Contains(":1: the line is longer than 16 MiB", Error(folder.File("d.tsv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2, null)]
    [InlineData(-1, ":2: the line is longer than 16 MiB; expected one example a line, ended by a line feed")]
    public void The_longest_line_is_the_same_wherever_it_ends(int length, string? expected)
    {
        var path = folder.Write("d.tsv", $"a\tx\n{new string('b', (16 << 20) + length)}\tx\nc\tx\n");
        if (expected is null) Assert.Equal(3, DataFile.Read(path).Count());
        else Assert.Equal(path + expected, Error(path));
    }

    [Fact]
    public void Zero_bytes_are_data() =>
        Assert.Equal([new Example("a\0b", null, "x", 1)], DataFile.Read(folder.Write("d.tsv", "a\0b\tx")));

    [Fact]
    public void The_digest_is_the_files_sha256() =>
        // FIPS 180-2's example for the message "abc".
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", DataFile.Digest(folder.Write("abc", "abc")));

    [SharedDataFact]
    public void The_shared_data_sets_are_read_whole()
    {
        var train = DataFile.Read(SharedData.Path("data", "sst2", "train.tsv")).ToList();
        Assert.Equal(File.ReadAllText(SharedData.Path("data", "sst2", "train.tsv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1, train.Count);
        Assert.Equal(new Example("when are bears bears and ", null, "1", 2), train[0]);
        Assert.Equal(["0", "1"], LabelSet.FromData(train).Names);
        Assert.Equal(["Business", "Sci/Tech", "Sports", "World"], LabelSet.FromData(DataFile.Read(SharedData.Path("data", "agnews", "test.tsv"))).Names);
    }

    private static string Error(string path) => Assert.Throws<BadInputException>(() => DataFile.Read(path).Count()).Message;
}
