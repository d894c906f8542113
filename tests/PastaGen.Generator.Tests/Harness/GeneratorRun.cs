using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PastaGen.Generator.Tests;

/// <summary>One run of the compiler over a project, with every tracked step, and what it emitted.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver driver;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation declarations, ImmutableArray<ConfigFile> configs)
    {
        Declarations = declarations;
        Configs = configs;
        this.driver = driver.RunGeneratorsAndUpdateCompilation(declarations, out var compiled, out _);
        Compiled = compiled;
        Result = this.driver.GetRunResult().Results.Single();
    }

    /// <summary>What the user wrote.</summary>
    public CSharpCompilation Declarations { get; }

    /// <summary>The project's additional files.</summary>
    public ImmutableArray<ConfigFile> Configs { get; }

    /// <summary>What the user wrote and what was emitted.</summary>
    public Compilation Compiled { get; }

    /// <summary>Steps, files and complaints of the run.</summary>
    public GeneratorRunResult Result { get; }

    /// <summary>The emitted files in the order of their hint names.</summary>
    public ImmutableArray<GeneratedSourceResult> Files => [.. Result.GeneratedSources.OrderBy(file => file.HintName, StringComparer.Ordinal)];

    /// <summary>A first run over files in memory.</summary>
    public static GeneratorRun Of(params (string Path, string Text)[] files) => Of(Toolchain.Compile(files));

    /// <summary>A first run over a compilation with additional files, each in memory.</summary>
    public static GeneratorRun Of(CSharpCompilation declarations, params ConfigFile[] configs) =>
        new(Driver(configs, Toolchain.ProjectName), declarations, [.. configs]);

    /// <summary>A first run where the build names no root namespace.</summary>
    public static GeneratorRun WithoutRootNamespace(CSharpCompilation declarations) => new(Driver([], null), declarations, []);

    /// <summary>The next run of the same compiler process, after an edit of the user's files.</summary>
    public GeneratorRun After(CSharpCompilation edited) => new(driver, edited, Configs);

    /// <summary>The next run of the same compiler process, after an edit of an additional file.</summary>
    public GeneratorRun After(ConfigFile before, ConfigFile edited) =>
        new(driver.ReplaceAdditionalText(before, edited), Declarations.Clone(), Configs.Replace(before, edited));

    /// <summary>The next run after one of the user's files got another text.</summary>
    public GeneratorRun AfterEditOf(string path, Func<string, string> edit)
    {
        var tree = Declarations.SyntaxTrees.Single(tree => tree.FilePath == path);
        var before = tree.ToString();
        var after = edit(before);
        Assert.NotEqual(before, after);
        return After(Declarations.ReplaceSyntaxTree(tree, Toolchain.Parse(path, after)));
    }

    /// <summary>The emitted file whose hint name ends so.</summary>
    public string File(string end) => Files.Single(file => file.HintName.EndsWith(end, StringComparison.Ordinal)).SourceText.ToString();

    private static CSharpGeneratorDriver Driver(ConfigFile[] configs, string? rootNamespace) => CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()], configs, Toolchain.ParseOptions, new ProjectOptions(rootNamespace),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
