using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PastaGen.Generator.Benchmarks;

/// <summary>A user's project in memory: the published architectures and 40 models on them, each in a file of its own.</summary>
internal static class SampleProject
{
    private const int ModelCount = 40;

    private static readonly (string Name, string Attributes)[] Kinds =
    [
        ("Pasta", "Pasta, SequenceClassification"), ("Full", "FullFineTuning, SequenceClassification"),
        ("HeadOnly", "HeadOnly, SequenceClassification"), ("Token", "Pasta, TokenClassification"),
        ("MaskedLm", "FullFineTuning, MaskedLanguageModel"),
    ];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private static readonly string[] Architectures =
        ["IAlbert", "IBert", "ICamembert", "IDebertaV2", "IDistilbert", "IElectra", "IModernbert", "IMpnet", "IRoberta", "IXlmRoberta"];

    private static int edits;

    private static readonly CSharpCompilation Base = Create();

    /// <summary>Full metadata names of the models.</summary>
    public static string[] Models { get; } = [.. Declared().Select(each => $"Sample.{each.Name}")];

    /// <summary>The project after an edit of a file that declares nothing; no symbol of an earlier one is in it.</summary>
    public static CSharpCompilation AfterAnUnrelatedEdit() =>
        Base.AddSyntaxTrees(Parse($"class Unrelated{++edits};", "Unrelated.cs"));

    /// <summary>The project as a compiler finds it that has seen no file of it.</summary>
    public static CSharpCompilation Anew() =>
        Base.RemoveAllSyntaxTrees().AddSyntaxTrees(Base.SyntaxTrees.Select(tree => Parse(tree.ToString(), tree.FilePath)));

    /// <summary>The project after an edit of an architecture's file that changes nothing in it; others derive from that architecture.</summary>
    public static CSharpCompilation AfterAnEditOfAnArchitecture()
    {
        var tree = Base.SyntaxTrees.Single(tree => tree.FilePath == "Bert.cs");
        return Base.ReplaceSyntaxTree(tree, Parse($"// {++edits}\n{tree}", tree.FilePath));
    }

    /// <summary>The models' symbols with their attributes bound, as the driver hands them to the generator.</summary>
    public static INamedTypeSymbol[] SymbolsOf(CSharpCompilation project)
    {
        var symbols = Models.Select(name => project.GetTypeByMetadataName(name)!).ToArray();
        foreach (var symbol in symbols) _ = symbol.GetAttributes();
        return symbols;
    }

    /// <summary>A file as the driver parses it.</summary>
    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text), ParseOptions, path);

    /// <summary>A driver before its first run.</summary>
    public static GeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: ParseOptions);

    private static IEnumerable<(string Name, string Text)> Declared() => Kinds
        .SelectMany(kind => Architectures.Select(architecture => (Name: architecture[1..] + kind.Name, Architecture: architecture, kind.Attributes)))
        .Take(ModelCount)
        .Select(each => (each.Name, $"using PastaGen; using PastaGen.Models; namespace Sample; [Model<{each.Architecture}>, {each.Attributes}] public sealed partial class {each.Name};"));

    private static CSharpCompilation Create()
    {
        var resources = typeof(SampleProject).Assembly;
        var trees = resources.GetManifestResourceNames().Select(name =>
        {
            using var reader = new StreamReader(resources.GetManifestResourceStream(name)!);
            return Parse(reader.ReadToEnd(), name);
        });
        var usings = Parse("global using System; global using System.Collections.Generic;", "Usings.cs");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || file is "netstandard.dll"
                or "PastaGen.dll" or "PastaGen.Modules.dll" or "PastaGen.Training.dll" or "PastaGen.Text.dll" or "PastaGen.LibTorch.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create(
            "Sample", [usings, .. trees, .. Declared().Select(each => Parse(each.Text, each.Name + ".cs"))], references,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
