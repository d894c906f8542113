using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Json;
using PastaGen.Host.Progress;
using PastaGen.Text.Data;
using PastaGen.Training;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta evaluate</c>: scores a trained model on a file of labeled texts.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly ModelFlags model;
    private readonly Option<string> dev = Given.Path("--dev", "FILE", "Labeled texts to score the model on (.tsv or .jsonl).", required: true);

    internal EvaluateVerb(Session session) : base("evaluate", "Score a trained model on labeled texts.", session)
    {
        model = new ModelFlags(session);
        model.AddTo(this);
        Options.Add(dev);
        Options.Add(Json);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        var path = given.GetRequiredValue(dev);
        Example[] rows = [.. DataFile.Read(path)];
        using var use = model.Load(given);
        using var signs = new SignsOfLife(Session.Terminal, $"still scoring {rows.Length} rows");
        var encoded = EncodedExamples.Encode(rows, path, use.Model.Text, RowLength.Of(use.MaxLength, use.Model.Config, use.Model.Text, rows.Any(row => row.Pair is not null)), new LabelSet(use.Model.Labels), stop);
        var scores = Evaluator.Evaluate(use.Model, encoded, use.BatchSize, stop);
        if (given.GetValue(Json)) Session.Terminal.Output.WriteJson(scores.ToDictionary(score => score.Key, score => Finite(score.Value)), HostJson.Default.DictionaryStringNullableDouble);
        else Session.Terminal.Output.WriteLine($"{rows.Length} rows: {TrainingLines.Scores(scores)}");
        return Task.FromResult(ExitCode.Done);
    }

    // JSON has no NaN; a score that is undefined for the data is null.
    private static double? Finite(double score) => double.IsFinite(score) ? score : null;
}
