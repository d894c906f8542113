using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class OutputFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_is_made_with_those_above_it_which_are_told()
    {
        var inner = folder.File("a/b");
        Assert.Equal([inner, folder.File("a")], OutputFolder.Make(inner + "/"));
        Assert.True(Directory.Exists(inner));
        Assert.Empty(OutputFolder.Make(inner));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/inside")]
    [InlineData("file/far/inside")]
    public void A_file_in_its_way_is_named(string name)
    {
        var file = folder.Write("file", "");
        Assert.Equal(
            $"{folder.File(name)}: this folder cannot be made: {file} is a file; name one that can be written to",
            Assert.Throws<BadInputException>(() => OutputFolder.Make(folder.File(name))).Message);
    }

    [Fact]
    public void Where_nothing_can_be_made_the_place_is_named_and_no_missing_file()
    {
        if (!OperatingSystem.IsLinux()) return;
        Assert.Equal(
            "/proc/a/b: this folder cannot be made: nothing can be put into /proc; name one that can be written to",
            Assert.Throws<BadInputException>(() => OutputFolder.Make("/proc/a/b")).Message);
    }

    [Theory]
    [InlineData(typeof(UnauthorizedAccessException), "{0} may not be written into")]
    [InlineData(typeof(DirectoryNotFoundException), "nothing can be put into {0}")]
    public void Of_what_the_system_says_the_place_stays(Type error, string reason) => Assert.Equal(
        string.Format(System.Globalization.CultureInfo.InvariantCulture, reason, folder.Path),
        OutputFolder.Reason(folder.File("a/b"), (Exception)Activator.CreateInstance(error, "/some/thing.partial")!));

    [Theory]
    [InlineData(28)]
    [InlineData(122)]
    public void A_full_disk_and_a_full_quota_are_told_as_such(int number) => Assert.Equal(
        $"the disk is full: no space is left for {folder.Path}", OutputFolder.Reason(folder.File("a/b"), new IOException("No space left on device : '/some/thing.partial'", number)));

    [Fact]
    public void Other_troubles_are_told_in_the_systems_words() =>
        Assert.Equal("Too many open files", OutputFolder.Reason(folder.File("a"), new IOException("Too many open files.")));

    [Fact]
    public void What_would_be_written_over_is_named()
    {
        OutputFolder.RequireWithout(folder.File("none"), "x");
        OutputFolder.RequireWithout(folder.Path, "x", "y");
        folder.Write("y", "");
        Assert.Equal($"{folder.Path}: holds y already; name a folder without one", Assert.Throws<BadInputException>(() => OutputFolder.RequireWithout(folder.Path, "x", "y")).Message);
    }
}
