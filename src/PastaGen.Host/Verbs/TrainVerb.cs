using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Json;
using PastaGen.Host.Progress;
using PastaGen.Training;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta train</c>: learns a delta from a file of labeled texts and keeps the best evaluation's.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly Argument<ModelDefinition> model;
    private readonly Option<string> backbone = Given.Path("--backbone", "DIR", "The pretrained encoder's folder.", required: true);
    private readonly Option<string> train = Given.Path("--train", "FILE", "Labeled texts to learn from (.tsv or .jsonl).", required: true);
    private readonly Option<string> dev = Given.Path("--dev", "FILE", "Labeled texts that each epoch is judged by.", required: true);
    private readonly Option<string> output = Given.Path("--output", "DIR", "The folder for delta.safetensors, metrics.jsonl and report.json.", required: true);
    private readonly TrainingFlags settings = new();
    private readonly Option<long[]> seeds = Given.Seeds("--seeds", "One run for each of these seeds, such as 1,2,3, into a folder seed-N each; shows mean and spread of their scores.");
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Try everything once on the longest batch, show the memory that was estimated and measured, and keep nothing." };

    internal TrainVerb(Session session) : base("train", "Train a delta and keep the best epoch's.", session)
    {
        model = Given.Model(session);
        Arguments.Add(model);
        foreach (var option in new Option[] { backbone, train, dev, output }.Concat(settings.All).Concat([seeds, dryRun, Json])) Options.Add(option);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        using var folder = BackboneFolder.Open(given.GetRequiredValue(backbone));
        var options = settings.Read(given, string.Join(' ', Session.CommandLine));
        var data = TrainingData.Read(given.GetRequiredValue(train), given.GetRequiredValue(dev), limit: options.Limit);
        var definition = given.GetRequiredValue(model);
        var json = given.GetValue(Json);
        if (given.GetValue(dryRun)) TryOut(new Trainer(definition, folder, options), data, json, stop);
        else if (given.GetValue(seeds) is { Length: > 0 } several) TrainEach(definition, folder, options, several, data, given.GetRequiredValue(output), json, stop);
        else Write(Train(new Trainer(definition, folder, options), data, given.GetRequiredValue(output), stop), json);
        return Task.FromResult(ExitCode.Done);
    }

    private TrainingReport Train(Trainer trainer, TrainingData data, string folder, CancellationToken stop)
    {
        var result = TrainingProgress.Show(Session.Terminal, progress => trainer.Train(data, folder, progress, stop));
        result.Model.Dispose();
        return result.Report;
    }

    private void TrainEach(
        ModelDefinition definition, BackboneFolder folder, TrainingOptions options, long[] several, TrainingData data, string output, bool json, CancellationToken stop)
    {
        var reports = new List<TrainingReport>();
        foreach (var seed in several)
        {
            Session.Terminal.Note($"seed {seed}: run {reports.Count + 1} of {several.Length}");
            reports.Add(Train(new Trainer(definition, folder, options with { Seed = seed }), data, Path.Combine(output, $"seed-{seed}"), stop));
        }
        var summary = new SeedSummary(reports, options.Metric);
        Session.Terminal.Output.WriteLine(json ? summary.ToJson() : TrainingLines.Seeds(summary));
    }

    private void TryOut(Trainer trainer, TrainingData data, bool json, CancellationToken stop)
    {
        using var signs = new SignsOfLife(Session.Terminal, "trying the longest batch");
        var report = trainer.TryOut(data, stop);
        if (json) Session.Terminal.Output.WriteJson(report, HostJson.Default.DryRunReport);
        else Session.Terminal.Output.WriteLine(TrainingLines.Tried(report));
    }

    private void Write(TrainingReport report, bool json) => Session.Terminal.Output.WriteLine(json ? report.ToJson() : TrainingLines.Finished(report));
}
