using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

/// <summary>A file that was copied into tensors must not stay in memory beside them: a backbone would be held twice.</summary>
public sealed class MappedMemoryTests
{
    private const int Elements = 1 << 20;

    [Fact]
    public void What_was_loaded_or_hashed_is_let_go_and_can_be_read_again()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var values = arange(Elements, dtype: ScalarType.Float32);
        SafetensorsWriter.Write(folder.File("x"), new Dictionary<string, Tensor> { ["a"] = values, ["b"] = values });
        using var file = SafetensorsFile.Open(folder.File("x"));

        Assert.Equal(values.data<float>().ToArray(), file.Load("a").data<float>().ToArray());
        BackboneDigest.Of(file, "");
        // A page at each edge of a tensor may belong to its neighbour, and the system reads ahead by a few.
        Assert.InRange(ResidentBytes(folder.File("x")), 0, 2 * Elements);
        Assert.Equal(values.data<float>().ToArray(), file.Load("a").data<float>().ToArray());
        Assert.Equal(values.data<float>().ToArray(), file.Load("b").data<float>().ToArray());
    }

    // Of the 8 MiB that are mapped, those that this process holds.
    private static long ResidentBytes(string path)
    {
        var lines = File.ReadLines("/proc/self/smaps").SkipWhile(line => !line.EndsWith(path, StringComparison.Ordinal));
        var resident = lines.First(line => line.StartsWith("Rss:", StringComparison.Ordinal));
        return 1024 * long.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
