using System.Text.RegularExpressions;
using PastaGen.Testing;

namespace PastaGen.Generator.Tests.Emitting;

/// <summary>The page on the language shows declarations that compile, beside what is really emitted for them.</summary>
public sealed partial class LanguagePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "language.md"));

    [GeneratedRegex("^```csharp(?<emitted> emitted)?\n(?<text>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\]\((?<path>[^)#]+)\)")]
    private static partial Regex Link();

    [Fact]
    public void Every_declaration_compiles_and_every_excerpt_is_emitted_for_the_one_above_it()
    {
        GeneratorRun? run = null;
        var excerpts = 0;
        foreach (var example in Example().Matches(Page).Cast<Match>())
        {
            var text = example.Groups["text"].Value;
            if (!example.Groups["emitted"].Success)
            {
                run = GeneratorRun.Of(SourceFiles.Declarations(text));
                EmittedCode.ReportsNothing(run);
                EmittedCode.Compiles(run);
                continue;
            }
            excerpts++;
            Assert.True(run!.Files.Any(file => Unindented(file.SourceText.ToString()).Contains(Unindented(text), StringComparison.Ordinal)), text);
        }
        Assert.NotEqual(0, excerpts);
    }

    [Fact]
    public async Task No_declaration_of_the_page_earns_a_diagnostic()
    {
        foreach (var example in Example().Matches(Page).Cast<Match>().Where(example => !example.Groups["emitted"].Success))
            await Reports.AreAsync(GeneratorRun.Of(SourceFiles.Declarations(example.Groups["text"].Value)));
    }

    [Theory]
    [InlineData("language.md")]
    [InlineData("diagnostics.md")]
    public void Every_file_that_a_page_names_exists(string page)
    {
        var folder = Path.Combine(Checkout.Root, "docs");
        var links = Link().Matches(File.ReadAllText(Path.Combine(folder, page))).Select(match => match.Groups["path"].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(folder, link)), link));
    }

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(line => Spaces().Replace(line.Trim(), " ")));

    // Comments of shapes stand in a column, which moves with the indentation.
    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
