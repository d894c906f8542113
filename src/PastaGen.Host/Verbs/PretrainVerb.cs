using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Progress;
using PastaGen.Text;
using PastaGen.Training;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta pretrain</c>: trains an encoder on masked words of plain text and writes a backbone's folder.</summary>
internal sealed class PretrainVerb : Verb
{
    private readonly Argument<ModelDefinition> model;
    private readonly PretrainingFlags settings = new();
    private readonly Option<string> output = Given.Path("--output", "DIR", "The folder for backbone, metrics.jsonl and report.json.", required: true);

    internal PretrainVerb(Session session) : base("pretrain", "Train a backbone on plain text.", session)
    {
        model = Given.Model(session);
        Arguments.Add(model);
        foreach (var option in settings.Sources.Append(output).Concat(settings.All).Append(Json)) Options.Add(option);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        var definition = given.GetRequiredValue(model);
        if (!Pretrainer.Fits(definition.Facts))
            throw new BadInputException($"{definition.Facts.Name} does not learn masked words with all of its weights; expected one of {string.Join(", ", Session.Models.Where(model => Pretrainer.Fits(model.Facts)).Select(model => model.Facts.Name))}");
        var pretrainer = new Pretrainer(definition, settings.Read(given, Session));
        var report = await PretrainingProgress.ShowAsync(Session.Terminal, pretrainer.PretrainAsync(given.GetRequiredValue(output), stop)).ConfigureAwait(false);
        Session.Terminal.Output.WriteLine(given.GetValue(Json) ? report.ToJson() : PretrainingLines.Finished(report));
        return ExitCode.Done;
    }
}
