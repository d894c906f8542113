using System.Text.RegularExpressions;
using PastaGen.Models;
using PastaGen.Testing;

namespace PastaGen.Host.Tests.Docs;

/// <summary>README and docs, as the tests read them.</summary>
internal static partial class Pages
{
    /// <summary>Every page by its path from the root.</summary>
    internal static IEnumerable<string> All => Directory.GetFiles(Path.Combine(Checkout.Root, "docs"), "*.md")
        .Select(path => Path.GetRelativePath(Checkout.Root, path)).Prepend("README.md").Order(StringComparer.Ordinal);

    internal static string Read(string page) => File.ReadAllText(Path.Combine(Checkout.Root, page));

    /// <summary>Paths that a page links to, from the root; links to the web and to headings left out.</summary>
    internal static IEnumerable<string> Links(string page) => Link().Matches(Read(page))
        .Select(match => Uri.UnescapeDataString(match.Groups["path"].Value.Split('#')[0]))
        .Where(path => path.Length > 0 && !path.Contains("://", StringComparison.Ordinal))
        .Select(path => Path.GetRelativePath(Checkout.Root, Path.Combine(Checkout.Root, Path.GetDirectoryName(page)!, path)));

    /// <summary>Excerpts that a page says to be from a file: the file's path from the root, and the lines.</summary>
    internal static IEnumerable<(string File, string[] Lines)> Excerpts(string page) => Excerpt().Matches(Read(page)).Select(match => (
        Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(match.Groups["path"].Value)),
        match.Groups["code"].Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Commands that a page shows, as words, the prompt left out.</summary>
    internal static IEnumerable<string> Commands(string page) => Command().Matches(Read(page)).Select(match => match.Groups["command"].Value);

    /// <summary>Commands that the main job says to try next, with the model that it takes where none is named.</summary>
    internal static IEnumerable<string> CommandsOfMainJob => File.ReadLines(Path.Combine(Checkout.Root, "scripts", "main-job"))
        .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line.Contains("./pasta ", StringComparison.Ordinal))
        .Select(line => line.Replace("$model", nameof(ModernbertPasta), StringComparison.Ordinal));

    [GeneratedRegex(@"\]\((?<path>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[Ff]rom \[[^\]]*\]\((?<path>[^)]+)\):\n+```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Excerpt();

    [GeneratedRegex(@"(?m)^\$ (?<command>.*)$")]
    private static partial Regex Command();
}
