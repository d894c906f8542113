using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Progress;
using PastaGen.Training;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta train</c>: learns a delta from a file of labeled texts and keeps the best epoch's.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly Argument<ModelDefinition> model;
    private readonly Option<string> backbone = Given.Path("--backbone", "DIR", "The pretrained encoder's folder.", required: true);
    private readonly Option<string> train = Given.Path("--train", "FILE", "Labeled texts to learn from (.tsv or .jsonl).", required: true);
    private readonly Option<string> dev = Given.Path("--dev", "FILE", "Labeled texts that each epoch is judged by.", required: true);
    private readonly Option<string> output = Given.Path("--output", "DIR", "The folder for delta.safetensors, metrics.jsonl and report.json.", required: true);
    private readonly TrainingFlags settings = new();

    internal TrainVerb(Session session) : base("train", "Train a delta and keep the best epoch's.", session)
    {
        model = Given.Model(session);
        Arguments.Add(model);
        foreach (var option in new Option[] { backbone, train, dev, output }.Concat(settings.All).Append(Json)) Options.Add(option);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        using var folder = BackboneFolder.Open(given.GetRequiredValue(backbone));
        var trainer = new Trainer(given.GetRequiredValue(model), folder, settings.Read(given, string.Join(' ', Session.CommandLine)));
        TrainingResult Train(Action<TrainingEvent>? progress) =>
            trainer.Train(given.GetRequiredValue(train), given.GetRequiredValue(dev), given.GetRequiredValue(output), progress, stop);
        // Of several processes the first alone speaks, but for errors.
        var speaks = ProcessEnvironment.Read() is null or { Rank: 0 };
        var result = speaks ? TrainingProgress.Show(Session.Terminal, Train) : Train(null);
        using var trained = result.Model;
        if (!speaks) return Task.FromResult(ExitCode.Done);
        Session.Terminal.Output.WriteLine(given.GetValue(Json) ? result.Report.ToJson() : TrainingLines.Finished(result.Report));
        return Task.FromResult(ExitCode.Done);
    }
}
