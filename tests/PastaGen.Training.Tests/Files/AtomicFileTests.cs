using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class AtomicFileTests
{
    [Fact]
    public void A_write_that_fails_half_way_leaves_the_old_file_and_no_other()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x", "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("ne"u8);
            throw new InvalidOperationException("interrupted");
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void The_old_content_stands_until_the_whole_new_one_is_written()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x", "old");

        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(path));
        });

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_leftover_of_a_killed_process_is_no_hindrance()
    {
        using var folder = new TemporaryFolder();
        folder.Write("x.partial", "half of something long that was never finished");

        AtomicFile.Write(folder.File("x"), stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(folder.File("x")));
        Assert.Equal([folder.File("x")], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_said_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "none", "x");

        var error = Assert.Throws<BadInputException>(() => AtomicFile.Write(path, _ => { }));

        Assert.Equal($"{path}: cannot be written: there is no folder {Path.GetDirectoryName(path)}", error.Message);
    }

    [Fact]
    public void A_folder_in_the_files_place_is_said_in_one_sentence_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x");
        Directory.CreateDirectory(path);

        var error = Assert.Throws<BadInputException>(() => AtomicFile.WriteText(path, "new"));

        Assert.Equal($"{path}: cannot be written: it is a folder", error.Message);
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_full_disk_is_said_in_one_sentence_and_leaves_the_old_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x", "old");

        var error = Assert.Throws<BadInputException>(() => AtomicFile.Write(path, _ => throw new IOException("No space left on device")));

        Assert.Equal($"{path}: cannot be written: No space left on device; what the file held before is still there", error.Message);
        Assert.Equal("old", File.ReadAllText(path));
    }
}
