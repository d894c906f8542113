namespace PastaGen.Training;

/// <summary>Runs that differ in their seed alone, and how far their scores spread.</summary>
/// <param name="Runs">The runs, in the order of the seeds.</param>
/// <param name="Metric">The score by which the best run is chosen.</param>
public sealed record SeedSummary(IReadOnlyList<TrainingReport> Runs, Metric Metric)
{
    /// <summary>The run whose best evaluation is the best of all; of equal ones the first.</summary>
    public TrainingReport Best => Runs.Aggregate((best, run) => Metric.Beats(Score(run), Score(best)) ? run : best);

    /// <summary>The mean of each score, over the runs' best evaluations.</summary>
    public IReadOnlyDictionary<string, double> Mean => Names.ToDictionary(name => name, name => Scores(name).Average());

    /// <summary>The sample standard deviation of each score, its sum of squares divided by one less than the runs; NaN where there is one run.</summary>
    public IReadOnlyDictionary<string, double> StandardDeviation => Names.ToDictionary(name => name, name =>
    {
        var scores = Scores(name).ToArray();
        var mean = scores.Average();
        return scores.Length < 2 ? double.NaN : Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Length - 1));
    });

    private IEnumerable<string> Names => Runs[0].Best.Metrics.Keys;

    /// <summary>The summary as one JSON object: <c>runs</c>, <c>mean</c>, <c>standard_deviation</c>, <c>best_seed</c>.</summary>
    public string ToJson() => JsonText.Render(
        json =>
        {
            json.WriteStartObject();
            json.WriteNumber("best_seed", Best.Seed);
            JsonText.WriteNumbers(json, "mean", Mean);
            JsonText.WriteNumbers(json, "standard_deviation", StandardDeviation);
            json.WriteStartArray("runs");
            foreach (var run in Runs) run.Write(json);
            json.WriteEndArray();
            json.WriteEndObject();
        },
        indented: true);

    private double Score(TrainingReport run) => run.Best.Metrics[Metric.Name];

    private IEnumerable<double> Scores(string name) => Runs.Select(run => run.Best.Metrics[name]);
}
