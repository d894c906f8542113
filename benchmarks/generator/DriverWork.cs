using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PastaGen.Generator.Benchmarks;

/// <summary>What a build or an editor waits for: Roslyn's driver with the generator in it, and what of that is not the generator's.</summary>
public class DriverWork
{
    private readonly GeneratorDriver fresh = SampleProject.Driver(new ModelGenerator());
    private readonly GeneratorDriver freshMarker = SampleProject.Driver(new MarkerGenerator());
    private GeneratorDriver warm = null!;
    private GeneratorDriver warmMarker = null!;
    private CSharpCompilation project = null!;
    private string[] emitted = [];

    [GlobalSetup]
    public void RunOnce()
    {
        Edit();
        warm = fresh.RunGenerators(project);
        warmMarker = freshMarker.RunGenerators(project);
        emitted = [.. warm.GetRunResult().Results[0].GeneratedSources.Select(file => file.SourceText.ToString())];
        Console.WriteLine($"// {emitted.Length} files of {emitted.Sum(text => text.Count(character => character == '\n')):N0} lines are emitted");
    }

    [IterationSetup(Targets = [nameof(FullRun), nameof(FullRunOfNothing)])]
    public void Open() => project = SampleProject.Anew();

    [IterationSetup(Targets = [nameof(UnrelatedEdit), nameof(UnrelatedEditOfNothing)])]
    public void Edit() => project = SampleProject.AfterAnUnrelatedEdit();

    /// <summary>The first run of a driver.</summary>
    [Benchmark]
    public GeneratorDriver FullRun() => fresh.RunGenerators(project);

    /// <summary>The same with a generator that does nothing.</summary>
    [Benchmark]
    public GeneratorDriver FullRunOfNothing() => freshMarker.RunGenerators(project);

    /// <summary>A run after an edit that changes no model.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedEdit() => warm.RunGenerators(project);

    /// <summary>The same with a generator that does nothing.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedEditOfNothing() => warmMarker.RunGenerators(project);

    /// <summary>The driver's parsing of all that is emitted.</summary>
    [Benchmark]
    public int Parsing() => emitted.Sum(text => SampleProject.Parse(text, "").GetRoot().FullSpan.Length);
}
