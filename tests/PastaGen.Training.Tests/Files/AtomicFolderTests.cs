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
        LeaveAsIfKilled();
        File.WriteAllText(Path.Combine(root, "notes"), "mine");
        Assert.Throws<OperationCanceledException>(() => AtomicFolder.Write<int>(root, "config", _ => throw new OperationCanceledException()));
        Assert.Equal([("notes", "mine")], Contents(root));

        LeaveAsIfKilled();
        AtomicFolder.Write(root, "config", Both);
        Assert.Equal([("config", "small"), ("notes", "mine"), ("weights", "large")], Contents(root));
    }

    [Fact]
    public void A_folder_of_the_unfinished_name_that_is_somebodys_stays()
    {
        var own = Path.Combine(root, ".partial");
        Directory.CreateDirectory(own);
        File.WriteAllText(Path.Combine(own, "notes"), "mine");
        var error = Assert.Throws<BadInputException>(() => AtomicFolder.Write(root, "config", Both));
        Assert.Equal($"{root}: cannot be written to: its folder .partial holds what this program did not write; move that folder away", error.Message);
        Assert.Equal([("notes", "mine")], Contents(own));
        Assert.Equal([own], Directory.EnumerateFileSystemEntries(root));
    }

    [Fact]
    public void Who_comes_while_another_writes_is_refused_and_takes_nothing_from_it()
    {
        AtomicFolder.Write(root, "config", folder =>
        {
            Both(folder);
            var error = Assert.Throws<BadInputException>(() => AtomicFolder.Write(root, "config", Both));
            Assert.Equal($"{root}: another process is writing to it; wait for that one, or name another folder", error.Message);
            return 0;
        });
        Assert.Equal([("config", "small"), ("weights", "large")], Contents(root));
    }

    [Fact]
    public void A_file_in_the_folders_place_is_told()
    {
        var file = Path.Combine(root, "file");
        File.WriteAllText(file, "mine");
        foreach (var path in new[] { file, Path.Combine(file, "inside") })
            Assert.Equal($"{path}: this folder cannot be made: {file} is a file; name one that can be written to", Assert.Throws<BadInputException>(() => AtomicFolder.Write(path, "config", Both)).Message);
        Assert.Equal([("file", "mine")], Contents(root));
    }

    // Something took a name meanwhile: what was moved before goes again.
    [Theory]
    [InlineData("weights")]
    [InlineData("config")]
    public void Where_one_file_finds_no_place_there_is_none(string taken)
    {
        Directory.CreateDirectory(Path.Combine(root, taken));
        Assert.Throws<BadInputException>(() => AtomicFolder.Write(root, "config", Both));
        Assert.Equal([Path.Combine(root, taken)], Directory.EnumerateFileSystemEntries(root));
    }

    [Theory]
    [InlineData("config")]
    [InlineData("weights")]
    public void The_file_by_which_the_folder_is_known_comes_last(string knownBy)
    {
        using var watcher = new FileSystemWatcher(root) { NotifyFilter = NotifyFilters.FileName };
        using var both = new CountdownEvent(2);
        var seen = new List<string?>();
        watcher.Created += (_, found) =>
        {
            seen.Add(found.Name);
            both.Signal();
        };
        watcher.EnableRaisingEvents = true;
        AtomicFolder.Write(root, knownBy, Both);
        Assert.True(both.Wait(TimeSpan.FromSeconds(30)));
        Assert.Equal(knownBy, seen[^1]);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private void LeaveAsIfKilled()
    {
        Directory.CreateDirectory(Path.Combine(root, ".partial"));
        foreach (var name in new[] { ".lock", "old" }) File.WriteAllText(Path.Combine(root, ".partial", name), "");
    }

    private static int Both(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "config"), "small");
        File.WriteAllText(Path.Combine(folder, "weights"), "large");
        return 2;
    }

    private static IEnumerable<(string, string)> Contents(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)));
}
