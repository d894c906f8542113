using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Json;
using PastaGen.Host.Progress;
using PastaGen.Text;
using PastaGen.Training;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta train</c>: learns a delta from a file of labeled texts and keeps the best epoch's.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly Argument<ModelDefinition> model;
    private readonly Option<string> backbone = Given.Path("--backbone", "DIR", "The pretrained encoder's folder.", required: true);
    private readonly Option<string> train = Given.Path("--train", "FILE", "Labeled texts to learn from (.tsv, .csv, .jsonl, .json, .conll).", required: true);
    private readonly Option<string> dev = Given.Path("--dev", "FILE", "Labeled texts that each epoch is judged by.", required: true);
    private readonly Option<string> output = Given.Path("--output", "DIR", "The folder for delta.safetensors, metrics.jsonl and report.json.", required: true);
    private readonly DataFlags data = new();
    private readonly Option<string> trainSplit = DataFlags.Splits("--train-split");
    private readonly Option<string> devSplit = DataFlags.Splits("--dev-split");
    private readonly TrainingFlags settings = new();
    private readonly Option<long[]> seeds = Given.Seeds("--seeds", "One run for each of these seeds, such as 1,2,3, into a folder seed-N each; shows mean and spread of their scores.");
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Try everything once on the longest batch, show the memory that was estimated and measured, and keep nothing." };

    internal TrainVerb(Session session) : base("train", "Train a delta and keep the best epoch's.", session)
    {
        model = Given.Model(session);
        Arguments.Add(model);
        foreach (var option in new Option[] { backbone, train, dev, output }.Concat(data.All).Concat([trainSplit, devSplit]).Concat(settings.All).Concat([seeds, dryRun, Json])) Options.Add(option);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        using var classifier = TextClassifier.LoadBackbone(given.GetRequiredValue(model), given.GetRequiredValue(backbone));
        var options = settings.Read(given, CommandText.Of(Session));
        var several = given.GetValue(seeds) ?? [];
        var trying = given.GetValue(dryRun);
        if (ProcessEnvironment.Read() is { } place) RequireOneRun(place.Size, several, trying);
        var reading = data.Read(given, classifier.Definition.Facts.RequireTarget()) with { Limit = options.Limit, Splits = DataFlags.Read(given, trainSplit) };
        var examples = TrainingData.Read(given.GetRequiredValue(train), given.GetRequiredValue(dev), reading, DataFlags.Read(given, devSplit), stop);
        var folder = given.GetRequiredValue(output);
        var json = given.GetValue(Json);
        if (trying) TryOut(classifier.CreateTrainer(options), examples, json, stop);
        else if (several.Length > 0) await TrainEachAsync(classifier, options, several, examples, folder, json, stop).ConfigureAwait(false);
        // Of several processes the first alone speaks, but for errors.
        else if (await TrainAsync(classifier, options, examples, folder, stop).ConfigureAwait(false) is { } report)
            Session.Terminal.Output.WriteLine(json ? report.ToJson() : TrainingLines.Finished(report));
        return ExitCode.Done;
    }

    private static void RequireOneRun(int processes, long[] several, bool trying)
    {
        if (several.Length > 0)
            throw new BadInputException($"--seeds makes one run after another, and {processes} processes (WORLD_SIZE) meet for one run alone; start them once for each seed, with --seed and a folder each");
        if (trying)
            throw new BadInputException($"--dry-run tries what one process does, and WORLD_SIZE is {processes}; run it once, without WORLD_SIZE");
    }

    private Task<TrainingReport?> TrainAsync(TextClassifier classifier, TrainingOptions options, TrainingData examples, string folder, CancellationToken stop) =>
        TrainingProgress.ShowAsync(Session.Terminal, classifier.CreateTrainer(options).TrainAsync(examples, folder, stop));

    private async Task TrainEachAsync(
        TextClassifier classifier, TrainingOptions options, long[] several, TrainingData examples, string output, bool json, CancellationToken stop)
    {
        var reports = new List<TrainingReport>();
        foreach (var (place, seed) in several.Index())
        {
            Session.Terminal.Note($"seed {seed}: run {place + 1} of {several.Length}");
            var report = await TrainAsync(classifier, options with { Seed = seed }, examples, Path.Combine(output, $"seed-{seed}"), stop).ConfigureAwait(false);
            if (report is not null) reports.Add(report);
        }
        if (reports.Count == 0) return;
        var summary = new SeedSummary(reports, classifier.CreateTrainer(options).MetricOf(examples));
        Session.Terminal.Output.WriteLine(json ? summary.ToJson() : TrainingLines.Seeds(summary));
    }

    private void TryOut(ClassifierTrainer trainer, TrainingData examples, bool json, CancellationToken stop)
    {
        using var signs = new SignsOfLife(Session.Terminal, "trying the longest batch");
        var report = trainer.TryOut(examples, stop);
        if (json) Session.Terminal.Output.WriteJson(report, HostJson.Default.DryRunReport);
        else Session.Terminal.Output.WriteLine(TrainingLines.Tried(report));
    }
}
