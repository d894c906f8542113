using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void Files_stand_in_the_folder_once_all_are_written()
    {
        var target = Path.Combine(root, "above", "folder");
        var found = AtomicFolder.Write(target, "config", folder =>
        {
            Both(folder);
            Assert.Equal([folder], Directory.EnumerateFileSystemEntries(target));
            return "done";
        });
        Assert.Equal("done", found);
        Assert.Equal([("config", "small"), ("weights", "large")], Contents(target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_called_off_or_fails_leaves_nothing_behind(bool calledOff)
    {
        var target = Path.Combine(root, "above", "folder");
        void Write() => AtomicFolder.Write<int>(target, "config", folder =>
        {
            Both(folder);
            throw calledOff ? new OperationCanceledException() : new IOException("No space left on device");
        });
        if (calledOff) Assert.Throws<OperationCanceledException>(Write);
        else Assert.Equal($"{target}: cannot be written to: No space left on device", Assert.Throws<BadInputException>(Write).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
    }

    [Fact]
    public void What_others_have_in_the_folder_stays_and_what_a_killed_process_left_goes()
    {
        Directory.CreateDirectory(Path.Combine(root, ".partial"));
        File.WriteAllText(Path.Combine(root, ".partial", "old"), "");
        File.WriteAllText(Path.Combine(root, "notes"), "mine");
        Assert.Throws<OperationCanceledException>(() => AtomicFolder.Write<int>(root, "config", _ => throw new OperationCanceledException()));
        Assert.Equal([("notes", "mine")], Contents(root));

        Directory.CreateDirectory(Path.Combine(root, ".partial"));
        File.WriteAllText(Path.Combine(root, ".partial", "old"), "");
        AtomicFolder.Write(root, "config", Both);
        Assert.Equal([("config", "small"), ("notes", "mine"), ("weights", "large")], Contents(root));
    }

    // Something took the name meanwhile: the file by which the folder is known is not there yet, and what was moved goes.
    [Fact]
    public void The_file_by_which_the_folder_is_known_comes_last()
    {
        Directory.CreateDirectory(Path.Combine(root, "weights"));
        Assert.Throws<BadInputException>(() => AtomicFolder.Write(root, "config", Both));
        Assert.Equal([Path.Combine(root, "weights")], Directory.EnumerateFileSystemEntries(root));

        Directory.Delete(Path.Combine(root, "weights"));
        Directory.CreateDirectory(Path.Combine(root, "config"));
        Assert.Throws<BadInputException>(() => AtomicFolder.Write(root, "config", Both));
        Assert.Equal([Path.Combine(root, "config")], Directory.EnumerateFileSystemEntries(root));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static int Both(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "config"), "small");
        File.WriteAllText(Path.Combine(folder, "weights"), "large");
        return 2;
    }

    private static IEnumerable<(string, string)> Contents(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)));
}
