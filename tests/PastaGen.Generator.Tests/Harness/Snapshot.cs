using System.Collections.Immutable;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Microsoft.CodeAnalysis;

namespace PastaGen.Generator.Tests;

/// <summary>
/// Compares emitted files with accepted ones, which lie beside the test as <c>TestFile.Test#hint.verified.cs</c>. What differs is
/// written as <c>.received.cs</c>; renaming that accepts it.
/// </summary>
internal static class Snapshot
{
    private const string Verified = ".verified.cs";
    private const string Received = ".received.cs";

    /// <summary>Fails once, with every difference, where the files are not the accepted ones or are more or fewer.</summary>
    /// <param name="files">The emitted files.</param>
    /// <param name="testFile">The path of the test's source.</param>
    /// <param name="test">The test's name.</param>
    public static void Match(ImmutableArray<GeneratedSourceResult> files, string testFile, string test)
    {
        Assert.NotEmpty(files);
        var folder = Path.GetDirectoryName(testFile)!;
        var stem = $"{Path.GetFileNameWithoutExtension(testFile)}.{test}#";
        var abandoned = Directory.EnumerateFiles(folder, stem + "*" + Verified).Select(Path.GetFileName).ToHashSet();
        var differences = new List<string>();
        foreach (var file in files)
        {
            var name = stem + file.HintName.Replace('/', '.')[..^".cs".Length];
            abandoned.Remove(name + Verified);
            Compare(Path.Combine(folder, name), file.SourceText.ToString(), differences);
        }
        foreach (var name in abandoned.Order()) differences.Add($"{name}: accepted once, but no longer emitted");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static void Compare(string path, string emitted, List<string> differences)
    {
        var accepted = File.Exists(path + Verified) ? Lines(File.ReadAllText(path + Verified)) : "";
        if (accepted == emitted && emitted.Length > 0)
        {
            File.Delete(path + Received);
            return;
        }
        File.WriteAllText(path + Received, emitted);
        differences.Add($"{Path.GetFileName(path)}: emitted text differs from the accepted one; rename {Received} to {Verified} to accept it");
        foreach (var line in new InlineDiffBuilder(new Differ()).BuildDiffModel(accepted, emitted).Lines.Where(line => line.Type != ChangeType.Unchanged).Take(60))
            differences.Add((line.Type == ChangeType.Inserted ? "  + " : "  - ") + line.Text);
    }

    // A checkout may have turned line ends into carriage returns; the compiler never emits one.
    private static string Lines(string text) => text.Replace("\r\n", "\n");
}
