using System.CommandLine;
using System.Globalization;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Json;
using PastaGen.Host.Terminals;
using PastaGen.Training;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta merge</c>: a backbone with a delta in its weights, as a plain folder.</summary>
internal sealed class MergeVerb : Verb
{
    private readonly Argument<ModelDefinition> model;
    private readonly Option<string> backbone = Given.Path("--backbone", "DIR", "The pretrained encoder's folder.", required: true);
    private readonly Option<string> delta = Given.Path("--delta", "FILE", "The delta, or an adapter folder of the Python PEFT library.", required: true);
    private readonly Option<string> output = Given.Path("--output", "DIR", "The folder that the merged backbone goes to, with its head.", required: true);

    internal MergeVerb(Session session) : base("merge", "Write a backbone with what a delta adds in its own weights.", session)
    {
        model = Given.Model(session);
        Arguments.Add(model);
        foreach (var option in new Option[] { backbone, delta, output, Json }) Options.Add(option);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        var target = given.GetRequiredValue(output);
        // Waited for when it is called off too, so that nothing is left behind.
        var report = await Task.Run(() => Merge(given, target, stop), stop).ConfigureAwait(false);
        if (given.GetValue(Json)) Session.Terminal.Output.WriteJson(new MergedFolder(target, report.Weights, report.Bytes, report.LargestDifference, report.LargestAnswer), HostJson.Default.MergedFolder);
        else Session.Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target}: {report.Weights} weights changed, {Amounts.Bytes(report.Bytes)}; largest difference of answers {report.LargestDifference:0.0e+0}, of answers up to {report.LargestAnswer:0.0e+0}"));
        return ExitCode.Done;
    }

    private MergeReport Merge(ParseResult given, string target, CancellationToken stop)
    {
        var definition = given.GetRequiredValue(model);
        using var folder = BackboneFolder.Open(given.GetRequiredValue(backbone));
        using var loaded = Load(definition, folder, given.GetRequiredValue(delta));
        return BackboneMerge.Write(loaded, target, stop);
    }

    // In float32 whatever the delta was trained in, so that weights are rounded once.
    private static LoadedModel Load(ModelDefinition definition, BackboneFolder folder, string path)
    {
        var options = new LoadOptions { Precision = Precision.Fp32 };
        if (Directory.Exists(path))
        {
            using var adapter = PythonAdapter.Open(path, definition);
            return adapter.LoadModel(folder, options);
        }
        using var file = DeltaFile.Open(path);
        return file.LoadModel(definition, folder, options, readsText: false);
    }
}
