using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using PastaGen.Generator.Diagnostics;
using PastaGen.Testing;

namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>Every id has a descriptor, a release line, a section of the documentation whose example earns it, and a test of its message.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "diagnostics.md"));

    /// <summary>All ids.</summary>
    public static TheoryData<string> Ids { get; } = [.. ComplaintDescriptors.All.Select(descriptor => descriptor.Id)];

    [GeneratedRegex("^```(?<kind>csharp|diff|json)\n(?<text>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [Fact]
    public void Every_id_of_the_compiler_has_a_descriptor_with_its_severity()
    {
        var ids = typeof(Planning.Complaints.ComplaintIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToArray();
        Assert.Equal(ids, ComplaintDescriptors.All.Select(descriptor => descriptor.Id));
        Assert.All(ComplaintDescriptors.All, descriptor => Assert.Equal(
            new Planning.Complaints.Complaint(descriptor.Id, new("T"), []).IsMistake, descriptor.DefaultSeverity == DiagnosticSeverity.Error));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_id_has_a_release_line_a_table_line_a_section_a_link_and_a_test(string id)
    {
        var descriptor = ComplaintDescriptors.Of(id);
        var releases = Path.Combine(Checkout.Root, "generators", "PastaGen.Generator", "Diagnostics");
        var lines = new[] { "Shipped", "Unshipped" }.SelectMany(kind => File.ReadLines(Path.Combine(releases, $"AnalyzerReleases.{kind}.md")));
        Assert.Single(lines, line => line == $"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}");
        Assert.Contains($"| [{id}](#{id.ToLowerInvariant()}) | {descriptor.DefaultSeverity.ToString().ToLowerInvariant()} | {descriptor.Title} |\n", Page, StringComparison.Ordinal);
        Assert.Contains($"\n## {id}\n\n**{descriptor.Title}.** ", Page, StringComparison.Ordinal);
        // Whoever follows the link from any folder comes to the section; an address on the web would take the checkout's place.
        Assert.Equal($"{new Uri(Path.Combine(Checkout.Root, "docs", "diagnostics.md")).AbsoluteUri}#{id.ToLowerInvariant()}", new Uri(descriptor.HelpLinkUri).AbsoluteUri);
        var tests = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests", "PastaGen.Generator.Tests", "Diagnostics"), "*.cs");
        Assert.Contains(tests, file => File.ReadAllText(file).Contains($"(\"{id}\",", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_example_of_every_section_earns_its_diagnostic_and_no_other(string id)
    {
        var start = Page.IndexOf($"\n## {id}\n", StringComparison.Ordinal);
        var end = Page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        var examples = Example().Matches(end < 0 ? Page[start..] : Page[start..end]).ToLookup(match => match.Groups["kind"].Value, match => match.Groups["text"].Value);
        var files = examples["diff"].Aggregate(SourceFiles.Declarations(string.Join("\n", examples["csharp"])), SourceFiles.Change);
        var configs = examples["json"].Select(text => new ConfigFile("/project/config.json", text)).ToArray();

        var declarations = Toolchain.Compile(files);
        Assert.Empty(declarations.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var found = await Reports.FindAsync(GeneratorRun.Of(declarations, configs));

        var hasSummary = ComplaintDescriptors.Of(id).DefaultSeverity == DiagnosticSeverity.Info;
        var ids = found.Where(diagnostic => hasSummary || diagnostic.Severity > DiagnosticSeverity.Info).Select(diagnostic => diagnostic.Id).Distinct();
        Assert.Equal([id], ids);
    }
}
