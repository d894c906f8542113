using System.Text.Json;

namespace PastaGen.Training.Tests;

public sealed class SeedSummaryTests
{
    [Fact]
    public void Mean_and_sample_deviation_are_those_of_the_formula_and_the_best_is_marked()
    {
        var summary = new SeedSummary([Run(1, 0.7), Run(2, 0.8), Run(3, 0.6)], Metric.Accuracy);
        Assert.Equal(0.7, summary.Mean["accuracy"], 1e-12);
        Assert.Equal(0.1, summary.StandardDeviation["accuracy"], 1e-12);
        Assert.Equal(2, summary.Best.Seed);

        using var json = JsonDocument.Parse(summary.ToJson());
        Assert.Equal(2, json.RootElement.GetProperty("best_seed").GetInt64());
        Assert.Equal([1L, 2, 3], json.RootElement.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("seed").GetInt64()));
    }

    [Fact]
    public void One_run_has_no_spread() => Assert.True(double.IsNaN(new SeedSummary([Run(1, 0.7)], Metric.Accuracy).StandardDeviation["accuracy"]));

    private static TrainingReport Run(long seed, double accuracy)
    {
        var best = new EpochReport(1, 0.5, new Dictionary<string, double> { ["accuracy"] = accuracy }, 1);
        return new TrainingReport
        {
            Model = "M",
            TrainedParameters = 1,
            TotalParameters = 2,
            Epochs = [best],
            Best = best,
            Steps = 3,
            SkippedSteps = 0,
            StopReason = StopReason.Completed,
            DevRows = 4,
            DevCutRows = 0,
            Seconds = 1,
            PeakMemoryBytes = null,
            DeltaPath = "d",
            DeltaBytes = 5,
            Device = "cpu",
            Precision = "fp32",
            PrecisionReason = "",
            Seed = seed,
        };
    }
}
