using PastaGen.Text.Corpora;

namespace PastaGen.Text.Tests;

/// <summary>Plain text as documents and paragraphs, and the sentence where a path holds none.</summary>
public sealed class PlainTextTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("one\ntwo\n\nthree", "one two|three")]
    [InlineData("\uFEFF\r\n  one  \r\n\ttwo\r\n \t \r\n\r\nthree\r\n", "one two|three")]
    [InlineData("one\n\f\ntwo\n\u00A0\nthree", "one|two|three")]
    [InlineData("the window-\nseat, co\u00AD\noperate, Anglo\u2010\nSaxon", "the window-seat, cooperate, Anglo\u2010Saxon")]
    [InlineData("he said--\nno, 1914-\n18 and -\nthis", "he said-- no, 1914- 18 and - this")]
    [InlineData("-\n-\nx", "- - x")]
    public void Blank_lines_part_paragraphs_and_lines_are_put_together(string text, string paragraphs)
    {
        var document = Assert.Single(PlainText.Read([folder.Write("a.txt", text)]));
        Assert.Equal(folder.File("a.txt"), document.Source);
        Assert.Equal(paragraphs.Split('|'), document.Paragraphs);
    }

    [Fact]
    public void A_folder_is_its_text_files_in_ordinal_order_and_empty_ones_are_passed_over()
    {
        foreach (var name in (string[])["b.txt", "a.txt", "B.txt", "notes.md"]) folder.Write(name, name);
        folder.Write("empty.txt", "\n \n");
        Assert.Equal(
            [("notes.md", "notes.md"), ("B.txt", "B.txt"), ("a.txt", "a.txt"), ("b.txt", "b.txt")],
            PlainText.Read([folder.File("notes.md"), folder.Path]).Select(document => (Path.GetFileName(document.Source), document.Paragraphs[0])));
    }

    [Fact]
    public void Files_are_read_when_they_are_asked_for()
    {
        folder.Write("a.txt", "first");
        File.WriteAllBytes(folder.File("b.txt"), [0xFF]);
        using var documents = PlainText.Read([folder.Path]).GetEnumerator();
        Assert.True(documents.MoveNext());
        Assert.Equal("first", documents.Current.Paragraphs[0]);
        Assert.Throws<BadInputException>(() => documents.MoveNext());
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_named_by_line_and_place()
    {
        File.WriteAllBytes(folder.File("a.txt"), [.. "one\nca"u8, 0xE9, .. "\n"u8]);
        Assert.Equal($"{folder.File("a.txt")}:2: byte 3 of the line is not UTF-8; save the file as UTF-8", Error(folder.File("a.txt")));
    }

    [Fact]
    public void Paths_without_text_are_one_sentence()
    {
        Assert.Equal($"{folder.File("none")}: there is no such file or folder; expected plain text", Error(folder.File("none")));
        Assert.Equal($"{folder.Path}: has no files *.txt; expected a folder of plain text, or name the files themselves", Error(folder.Path));
        Assert.Equal("expected at least one file or folder of plain text; found none", Error());
        folder.Write("a.txt", " \n");
        Assert.Equal($"{folder.File("a.txt")}: no text; expected paragraphs with blank lines between", Error(folder.Path));
        folder.Write("b.txt", "");
        Assert.Equal($"{folder.File("a.txt")} and 1 more: no text; expected paragraphs with blank lines between", Error(folder.Path));
    }

    [Fact]
    public void A_missing_path_is_found_before_anything_is_read() =>
        Assert.Throws<BadInputException>(() => PlainText.Read([folder.Write("a.txt", "a"), folder.File("none")]));

    [Fact]
    public void The_reading_can_be_stopped()
    {
        folder.Write("a.txt", "a");
        using var source = new CancellationTokenSource();
        var documents = PlainText.Read([folder.Path], source.Token);
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => documents.Count());
    }

    private static string Error(params string[] paths) => Assert.Throws<BadInputException>(() => PlainText.Read(paths).Count()).Message;
}
