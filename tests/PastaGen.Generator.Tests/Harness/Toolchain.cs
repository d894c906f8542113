using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PastaGen.Generator.Tests;

/// <summary>How a user's project would be compiled: the language version, the warnings and the references, in one place.</summary>
internal static class Toolchain
{
    /// <summary>The name and root namespace of the projects that tests compile.</summary>
    public const string ProjectName = "Sample";

    /// <summary>C# 14 and no more, whatever the compiler that runs the tests could read; doc comments are checked.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        reportSuppressedDiagnostics: true,
        warningLevel: 9999);

    /// <summary>The framework and the rooms that emitted code is written against; neither the compiler nor the tests' own packages.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(IsVisibleToUsers)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A compilation of files, each a path and its text, before anything is generated.</summary>
    public static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> files, params MetadataReference[] more) =>
        Compile(ProjectName, files, more);

    /// <summary>A compilation under a name of its own, so that another can reference it.</summary>
    public static CSharpCompilation Compile(string name, IEnumerable<(string Path, string Text)> files, params MetadataReference[] more) =>
        CSharpCompilation.Create(name, files.Select(file => Parse(file.Path, file.Text)), [.. References, .. more], CompilationOptions);

    /// <summary>A file of a project.</summary>
    public static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, System.Text.Encoding.UTF8);

    /// <summary>The compilation as an assembly that is known by its metadata alone.</summary>
    public static MetadataReference ToMetadata(this Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static bool IsVisibleToUsers(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (name is "PastaGen" or "PastaGen.Modules" or "PastaGen.Training" or "PastaGen.Text" or "PastaGen.LibTorch") return true;
        return name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("System.Composition", StringComparison.Ordinal)
            || name is "System" or "netstandard" or "mscorlib" or "Microsoft.CSharp" or "Microsoft.ML.Tokenizers";
    }
}
