using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Json;
using PastaGen.Text;
using PastaGen.Text.Data;
using PastaGen.Training;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta predict</c>: the label of each text of a file or of standard input, as JSON Lines.</summary>
internal sealed class PredictVerb : Verb
{
    private readonly ModelFlags model;
    private readonly Option<string> input = Given.Path("--input", "FILE", "Texts to label (.tsv or .jsonl, labels are not looked at); if absent, standard input, one text a line.");

    internal PredictVerb(Session session) : base("predict", "Predict the labels of texts.", session)
    {
        Json.Description = "Write one array of objects, and nothing else, to standard output.";
        model = new ModelFlags(session);
        model.AddTo(this);
        Options.Add(input);
        Options.Add(Json);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        using var use = model.Load(given);
        var examples = given.GetValue(input) is { } path ? DataFile.Read(path, labeled: false) : Lines();
        var predictor = new Predictor(use.Model, use.MaxLength, use.BatchSize);
        // Off this thread, because a read that waits for input cannot be called off.
        await Task.Run(() => Predict(predictor, examples, use.Model.Labels, given.GetValue(Json), stop), stop).WaitAsync(stop).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private void Predict(Predictor predictor, IEnumerable<Example> examples, IReadOnlyList<string> labels, bool asArray, CancellationToken stop)
    {
        var output = Session.Terminal.Output;
        var asked = new Queue<Example>();
        var predictions = predictor.Predict(examples.Select(example => { asked.Enqueue(example); return example; }), stop)
            .Select(prediction => Answer(asked.Dequeue(), prediction, labels));
        if (asArray)
        {
            output.WriteJson([.. predictions], HostJson.Default.PredictionLineArray);
            return;
        }
        foreach (var line in predictions) output.WriteJson(line, HostJson.Default.PredictionLine);
    }

    private static PredictionLine Answer(Example example, Prediction prediction, IReadOnlyList<string> labels) =>
        prediction.Probabilities.All(float.IsFinite)
            ? new PredictionLine(example.Text, example.Pair, prediction.Label, labels.Zip(prediction.Probabilities).ToDictionary(pair => pair.First, pair => pair.Second))
            : throw new BadInputException($"the model's answer to line {example.LineNumber} is no number; its delta or backbone holds values that are none");

    private IEnumerable<Example> Lines()
    {
        Session.Terminal.InviteInput();
        for (var number = 1; Session.Terminal.Input.ReadLine() is { } text; number++) yield return new Example(text, null, null, number);
    }
}
