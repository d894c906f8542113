using PastaGen.Host.Tests.Testing;
using PastaGen.Testing;

namespace PastaGen.Host.Tests.Shipped;

/// <summary>The backbone and the data sets that ship with the project, and small parts of them.</summary>
internal static class ShippedFiles
{
    internal static string Backbone { get; } = Path.Combine(Checkout.Root, "backbones", "orzo");

    /// <summary>Writes the first rows of a data set's part into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="file">The part: <c>requests/train.tsv</c>.</param>
    /// <param name="rows">How many rows; in a <c>.conll</c> file a row is a sentence.</param>
    /// <returns>The new file, which has the part's name.</returns>
    internal static string Cut(TemporaryFolder folder, string file, int rows)
    {
        var lines = File.ReadLines(Path.Combine(Checkout.Root, "data", file));
        var ends = 0;
        var cut = file.EndsWith(".conll", StringComparison.Ordinal) ? lines.TakeWhile(line => line.Length > 0 || ++ends < rows) : lines.Take(1 + rows);
        return folder.File(Path.GetFileName(file), string.Join('\n', cut) + "\n");
    }

    /// <summary>Copies the backbone's files into a folder.</summary>
    internal static string Copy(TemporaryFolder folder)
    {
        foreach (var file in Directory.GetFiles(Backbone)) File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        return folder.Path;
    }
}
