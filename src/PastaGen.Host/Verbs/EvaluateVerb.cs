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
    private readonly Option<string> dev = Given.Path("--dev", "FILE", "Labeled texts to score the model on (.tsv, .csv, .jsonl, .json, .conll).", required: true);

    private readonly DataFlags data = new();
    private readonly Option<string> devSplit = DataFlags.Splits("--dev-split");

    internal EvaluateVerb(Session session) : base("evaluate", "Score a trained model on labeled texts.", session)
    {
        model = new ModelFlags(session);
        model.AddTo(this);
        foreach (var option in new Option[] { dev }.Concat(data.All).Append(devSplit)) Options.Add(option);
        Options.Add(Json);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        var path = given.GetRequiredValue(dev);
        var notes = new List<string>();
        var reading = data.Read(given, model.Target(given)) with { Splits = DataFlags.Read(given, devSplit), Note = notes.Add };
        Example[] rows = [.. DataFile.Read(path, reading)];
        foreach (var note in notes) Session.Terminal.Note(note);
        using var use = model.Load(given);
        using var signs = new SignsOfLife(Session.Terminal, $"still scoring {rows.Length} rows");
        var longest = RowLength.Of(use.MaxLength, use.Model, rows.Any(row => row.Pair is not null));
        var encoded = EncodedExamples.Encode(rows, path, use.Model, longest, stop);
        var found = Evaluator.Evaluate(use.Model, encoded, use.BatchSize, done => signs.Tell($"still scoring: {done} of {rows.Length} rows"), stop);
        if (found.OnlyLabel is { } label) Session.Terminal.Note($"{path}: the answer is \"{label}\" throughout");
        if (found.LostWords.Sentence is { } lost) Session.Terminal.Note($"{path}: {lost}");
        if (given.GetValue(Json)) Session.Terminal.Output.WriteJson(Values(found), HostJson.Default.DictionaryStringNullableDouble);
        else Session.Terminal.Output.WriteLine($"{rows.Length} rows{(found.CutRows > 0 ? $" ({found.CutRows} of them cut)" : "")}: {TrainingLines.Scores(found)}");
        return Task.FromResult(ExitCode.Done);
    }

    // Flat, so that a reader of the scores finds the rest by the same loop.
    private static Dictionary<string, double?> Values(Evaluation found)
    {
        var values = found.Metrics.ToDictionary(score => score.Key, score => Finite(score.Value));
        values["rows"] = found.Rows;
        values["cut_rows"] = found.CutRows;
        if (found.LostWords.Words > 0)
        {
            values["words"] = found.LostWords.Words;
            values["cut_words"] = found.LostWords.Cut;
            values["words_without_token"] = found.LostWords.WithoutToken;
        }
        foreach (var (name, interval) in found.Intervals)
        {
            values[$"{name}_low"] = interval.Low;
            values[$"{name}_high"] = interval.High;
        }
        return values;
    }

    // JSON has no NaN; a score that is undefined for the data is null.
    private static double? Finite(double score) => double.IsFinite(score) ? score : null;
}
