using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace PastaGen.Generator.Tests;

/// <summary>What holds for everything that the compiler emits, whatever the declaration.</summary>
internal static class EmittedCode
{
    /// <summary>
    /// The emitted files are the accepted ones, compile without a warning against the real rooms, are not emitted again after an
    /// unrelated edit, and come without a word from the generator.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="parts">Ends of the hint names that are compared with accepted files; none compares all.</param>
    /// <param name="testFile">Filled in by the C# compiler.</param>
    /// <param name="test">Filled in by the C# compiler.</param>
    public static void IsAccepted(GeneratorRun run, string[]? parts = null, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        ReportsNothing(run);
        Snapshot.Match([.. run.Files.Where(file => parts is null || parts.Any(end => file.HintName.EndsWith(end, StringComparison.Ordinal)))], testFile, test);
        Compiles(run);
        Caching.KeepsAllAfterAnUnrelatedEdit(run);
    }

    /// <summary>The generator neither reports nor throws: complaints are the analyzer's.</summary>
    public static void ReportsNothing(GeneratorRun run)
    {
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Result.Diagnostics);
    }

    /// <summary>Declarations and emitted code compile together without an error or a warning.</summary>
    public static void Compiles(GeneratorRun run) => Compiles(run.Compiled);

    /// <summary>A project compiles without an error or a warning.</summary>
    public static void Compiles(Compilation compilation)
    {
        var found = compilation.GetDiagnostics().Where(diagnostic =>
            diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed && !IsMissingDocumentation(diagnostic));
        Assert.True(!found.Any(), string.Join('\n', found.Take(40).Select(Show)));
    }

    // The declarations of a test need no doc comments; what is emitted does.
    private static bool IsMissingDocumentation(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) != true;

    private static string Show(Diagnostic diagnostic)
    {
        var line = diagnostic.Location.GetLineSpan().StartLinePosition.Line;
        return $"{diagnostic}\n    {diagnostic.Location.SourceTree?.GetText().Lines[line].ToString().Trim()}";
    }
}
