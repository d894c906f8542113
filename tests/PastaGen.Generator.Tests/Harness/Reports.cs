using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PastaGen.Generator.Diagnostics;

namespace PastaGen.Generator.Tests;

/// <summary>What the analyzer says of a project; a test names all of it: each id, the text under the squiggle, and the sentence.</summary>
internal static class Reports
{
    /// <summary>The analyzer says exactly this, and nothing besides; totals of models are told apart and need not be named.</summary>
    public static async Task AreAsync(GeneratorRun run, params (string Id, string At, string Message)[] expected)
    {
        var found = (await FindAsync(run)).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info && !diagnostic.IsSuppressed);
        Compare([.. found.Select(AsReport)], expected);
    }

    /// <summary>The analyzer's informational diagnostics are exactly these.</summary>
    public static async Task TotalsAreAsync(GeneratorRun run, params (string Id, string At, string Message)[] expected)
    {
        var found = (await FindAsync(run)).Where(diagnostic => diagnostic.Severity <= DiagnosticSeverity.Info);
        Compare([.. found.Select(AsReport)], expected);
    }

    /// <summary>Everything that the analyzer says, in the order of the source; suppressed diagnostics are marked as such.</summary>
    public static async Task<ImmutableArray<Diagnostic>> FindAsync(GeneratorRun run)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. run.Configs]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var found = await new CompilationWithAnalyzers(run.Compiled, [new ModelAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan)];
    }

    private static (string Id, string At, string Message) AsReport(Diagnostic diagnostic) => (
        diagnostic.Id,
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "",
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    private static void Compare((string Id, string At, string Message)[] found, (string Id, string At, string Message)[] expected)
    {
        var same = found.ToHashSet().SetEquals(expected) && found.Length == expected.Length;
        Assert.True(same, "The analyzer reports, to be pasted where it is right:\n" + string.Join(",\n", found.Select(AsCode)));
    }

    private static string AsCode((string Id, string At, string Message) report) => $"    ({Quote(report.Id)}, {Quote(report.At)}, {Quote(report.Message)})";

    private static string Quote(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
}
