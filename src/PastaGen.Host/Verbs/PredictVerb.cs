using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Json;
using PastaGen.Text;
using PastaGen.Text.Data;
using PastaGen.Training;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta predict</c>: the answer to each text of a file or of standard input, as JSON Lines.</summary>
internal sealed class PredictVerb : Verb
{
    // What a reader of UTF-8 puts in the place of bytes that are none.
    private const char Undecodable = '\uFFFD';

    private readonly ModelFlags model;
    private readonly Option<string> input = Given.Path("--input", "FILE", "Texts to answer (.tsv, .csv, .jsonl, .json, .conll; labels are not looked at); if absent, standard input, one text a line.");

    private readonly DataFlags data = new();
    private readonly Option<string> inputSplit = DataFlags.Splits("--input-split");

    internal PredictVerb(Session session) : base("predict", "Predict the labels of texts, or give their features.", session)
    {
        Json.Description = "Write one array of objects, and nothing else, to standard output.";
        model = new ModelFlags(session);
        model.AddTo(this);
        foreach (var option in new Option[] { input }.Concat(data.All).Append(inputSplit)) Options.Add(option);
        Options.Add(Json);
    }

    /// <inheritdoc/>
    internal override string? ReadsTexts => "--input FILE or standard input";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        var target = model.Rows(given, data.Task(given));
        using var use = model.Load(given);
        var reading = data.Read(given, target) with { Labeled = false, Splits = DataFlags.Read(given, inputSplit), Note = Session.Terminal.Note };
        var examples = given.GetValue(input) is { } path ? DataFile.Read(path, reading) : Lines(target);
        var predictor = new Predictor(use.Model, use.MaxLength, use.BatchSize);
        // Off this thread, because a read that waits for input cannot be called off.
        await Task.Run(() => Predict(predictor, examples, use.Model.Labels, given.GetValue(Json), stop), stop).WaitAsync(stop).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private void Predict(Predictor predictor, IEnumerable<Example> examples, IReadOnlyList<string> labels, bool asArray, CancellationToken stop)
    {
        var output = Session.Terminal.Output;
        var asked = new Queue<Example>();
        var answers = predictor.Answer(examples.Select(example => { asked.Enqueue(example); return example; }), stop)
            .Select(answer => Line(asked.Dequeue(), answer, labels));
        if (asArray)
        {
            output.WriteJson([.. answers], HostJson.Default.AnswerLineArray);
            return;
        }
        foreach (var line in answers) output.WriteJson(line, HostJson.Default.AnswerLine);
    }

    private static AnswerLine Line(Example example, Answer answer, IReadOnlyList<string> labels)
    {
        if (!answer.IsFinite) throw new BadInputException($"the model's answer to line {example.LineNumber} is no number; its delta or backbone holds values that are none");
        Dictionary<string, float> ByLabel(IReadOnlyList<float> probabilities) => labels.Zip(probabilities).ToDictionary(pair => pair.First, pair => pair.Second);
        return answer switch
        {
            Prediction prediction => new PredictionLine(example.Text, example.Pair, prediction.Label, ByLabel(prediction.Probabilities)),
            FeaturesAnswer features => new FeaturesLine(example.Text, example.Pair, features.Values),
            NumberAnswer number => new NumberLine(example.Text, example.Pair, number.Value),
            LabelsAnswer several => new LabelsLine(example.Text, example.Pair, several.Labels, ByLabel(several.Probabilities)),
            TagsAnswer tags => new TagsLine(example.Words ?? [], [.. tags.Tags.Select(tag => tag?.Label)]),
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "not an answer"),
        };
    }

    private IEnumerable<Example> Lines(TargetKind target)
    {
        Session.Terminal.InviteInput();
        var isTold = false;
        for (var number = 1; Session.Terminal.Input.ReadLine() is { } text; number++)
        {
            if (!isTold && text.Contains(Undecodable, StringComparison.Ordinal))
            {
                Session.Terminal.Note($"line {number} of standard input is not UTF-8, and {Undecodable} stands where letters should; a file may be read with --input FILE --encoding latin1");
                isTold = true;
            }
            yield return target == TargetKind.Tags ? Example.OfWords(Example.SplitWords(text), null, number) : new Example(text, null, null, number);
        }
    }
}
