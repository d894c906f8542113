using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using PastaGen.Generator.Emitting;
using PastaGen.Generator.Planning;
using PastaGen.Generator.Reading;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Benchmarks;

/// <summary>
/// What the generator itself does for 40 models in a warm process, each time on symbols that nobody has read. Binding what attributes of the
/// architectures are read is in it, because nothing else would bind them then.
/// </summary>
public class OwnWork
{
    private INamedTypeSymbol[] symbols = [];
    private ModelSpec[] before = [];
    private PlanResult[] plans = [];

    [GlobalSetup]
    public void Read()
    {
        Edit();
        before = Reading(symbols);
        plans = Planning(before);
        if (plans.Any(plan => plan.Plan is null)) throw new InvalidOperationException("a model of the benchmark is declared wrongly");
        WarmProcess.Reach(() =>
        {
            Edit();
            UnrelatedEdit();
            EditArchitecture();
            EditOfAnArchitecture();
            Open();
            FullRun();
        });
    }

    [IterationSetup(Target = nameof(UnrelatedEdit))]
    public void Edit() => symbols = SampleProject.SymbolsOf(SampleProject.AfterAnUnrelatedEdit());

    [IterationSetup(Target = nameof(EditOfAnArchitecture))]
    public void EditArchitecture() => symbols = SampleProject.SymbolsOf(SampleProject.AfterAnEditOfAnArchitecture());

    [IterationSetup(Target = nameof(FullRun))]
    public void Open() => symbols = SampleProject.SymbolsOf(SampleProject.Anew());

    /// <summary>Everything, from symbols to text, in a project that was never read.</summary>
    [Benchmark]
    public int FullRun()
    {
        var models = Reading(symbols);
        return Emitting(models, Planning(models));
    }

    /// <summary>All that is left of a run where no model changed: each is read, and found equal.</summary>
    [Benchmark]
    public bool UnrelatedEdit() => Reading(symbols).SequenceEqual(before) ? true : throw new InvalidOperationException("a model is read otherwise");

    /// <summary>The same where the edit is in an architecture's file, and changes nothing in it: that one and those that name it are read again.</summary>
    [Benchmark]
    public bool EditOfAnArchitecture() => UnrelatedEdit();

    /// <summary>The part of a full run that plans.</summary>
    [Benchmark]
    public object Planning() => Planning(before);

    /// <summary>The part of a full run that writes text.</summary>
    [Benchmark]
    public int Emitting() => Emitting(before, plans);

    private static ModelSpec[] Reading(INamedTypeSymbol[] symbols) => [.. symbols.Select(symbol => ModelReader.Read(symbol, CancellationToken.None)!)];

    private static PlanResult[] Planning(ModelSpec[] models) => [.. models.Select(model => ModelPlanner.Plan(model, []))];

    private static int Emitting(ModelSpec[] models, PlanResult[] plans)
    {
        var alike = HintNames.Alike(models.Select(model => model.Declaration.MetadataName));
        return models.Zip(plans)
            .SelectMany(each => ModelEmitter.Emit(each.First, each.Second).Select(file => file with { HintName = HintNames.Apart(file.HintName, each.First.Declaration.MetadataName, alike) }))
            .Append(RegistryEmitter.Emit("Sample", models.Select(model => model.Declaration))!)
            .Sum(file => file.Text.Length);
    }
}
