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
    protected override async Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        using var classifier = TextClassifier.LoadBackbone(given.GetRequiredValue(model), given.GetRequiredValue(backbone));
        var trainer = classifier.CreateTrainer(settings.Read(given, Command()));
        var events = trainer.TrainAsync(given.GetRequiredValue(train), given.GetRequiredValue(dev), given.GetRequiredValue(output), stop);
        var report = await TrainingProgress.ShowAsync(Session.Terminal, events).ConfigureAwait(false);
        // Of several processes the first alone speaks, but for errors.
        if (report is not null) Session.Terminal.Output.WriteLine(given.GetValue(Json) ? report.ToJson() : TrainingLines.Finished(report));
        return ExitCode.Done;
    }

    // The command that goes on with the run: typed again with --fresh it would start over.
    private string Command() => string.Join(' ', Session.CommandLine.Where(word => word != TrainingFlags.FreshName).Select(Quoted));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,+@%".Contains(letter, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
