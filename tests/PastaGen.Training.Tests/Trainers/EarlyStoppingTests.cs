using System.Text.Json;

namespace PastaGen.Training.Tests;

public sealed class EarlyStoppingTests
{
    // Improve, equal, better by exactly the least gain, NaN, improve, and then nothing more.
    private static readonly double[] Scores = [0.5, 0.6, 0.6, 0.7, double.NaN, 0.75, 0.74, 0.85, 0.8, 0.8, 0.8];

    [Theory]
    [InlineData(1, 0.0, 2)]
    [InlineData(2, 0.0, 9)]
    [InlineData(3, 0.0, 10)]
    [InlineData(2, 0.1, 2)]
    [InlineData(3, 0.1, 6)]
    [InlineData(4, 0.1, -1)]
    public void A_scripted_sequence_stops_at_the_same_evaluation_with_and_without_a_restart_before_any(int patience, double minDelta, int stopsAt)
    {
        var stopping = new EarlyStopping(Metric.Accuracy, patience, minDelta);
        for (var restart = 0; restart <= Scores.Length; restart++)
        {
            var progress = new RunProgress();
            var stopped = -1;
            for (var place = 0; place < Scores.Length && stopped < 0; place++)
            {
                if (place == restart) progress = Restart(progress);
                progress = progress.With(Evaluated(Scores[place]));
                if (stopping.IsExhausted(progress.Evaluations)) stopped = place;
            }
            Assert.Equal(stopsAt, stopped);
        }
    }

    [Fact]
    public void The_first_evaluation_is_a_gain_even_as_no_number_and_a_number_after_it_is_one()
    {
        var stopping = new EarlyStopping(Metric.Accuracy, 1, 0);
        Assert.Equal(0, stopping.WithoutGain([Evaluated(double.NaN)]));
        Assert.Equal(0, stopping.WithoutGain([Evaluated(double.NaN), Evaluated(0.1)]));
        Assert.Equal(1, stopping.WithoutGain([Evaluated(double.NaN), Evaluated(double.NaN)]));
    }

    [Fact]
    public void A_score_that_shall_be_low_gains_by_falling()
    {
        var stopping = new EarlyStopping(Metric.Loss, 2, 0);
        EpochReport Loss(double loss) => new(1, 0, new Dictionary<string, double> { ["loss"] = loss }, 0);
        Assert.Equal(0, stopping.WithoutGain([Loss(2), Loss(1)]));
        Assert.Equal(2, stopping.WithoutGain([Loss(1), Loss(2), Loss(1)]));
    }

    [Fact]
    public void Without_patience_nothing_stops() =>
        Assert.False(new EarlyStopping(Metric.Accuracy, null, 0).IsExhausted([.. Enumerable.Repeat(Evaluated(0.5), 100)]));

    // The score alone, written as text and read again; what is not in the record is lost.
    private static RunProgress Restart(RunProgress progress)
    {
        var scores = JsonSerializer.Deserialize<string[]>(JsonSerializer.Serialize(
            progress.Evaluations.Select(evaluation => evaluation.Metrics["accuracy"].ToString("r", System.Globalization.CultureInfo.InvariantCulture))))!;
        return new RunProgress { Evaluations = [.. scores.Select(score => Evaluated(double.Parse(score, System.Globalization.CultureInfo.InvariantCulture)))] };
    }

    private static EpochReport Evaluated(double accuracy) => new(1, 0, new Dictionary<string, double> { ["accuracy"] = accuracy }, 0);
}
