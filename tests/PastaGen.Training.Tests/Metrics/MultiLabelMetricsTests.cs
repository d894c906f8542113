namespace PastaGen.Training.Tests;

public sealed class MultiLabelMetricsTests
{
    // Label 0: 2 occur, 2 predicted, 1 both; label 1: 1, 0, 0; label 2 neither occurs nor is predicted.
    [Fact]
    public void Scores_follow_their_formulas()
    {
        var metrics = new MultiLabelMetrics(3);
        metrics.Add(new JudgedClasses([true, true, false], [true, false, false], 1));
        metrics.Add(new JudgedClasses([true, false, false], [false, false, false], 2));
        metrics.Add(new JudgedClasses([false, false, false], [true, false, false], 3));
        metrics.Add(new JudgedClasses([false, false, false], [false, false, false], 6));
        var scores = metrics.Scores();

        Assert.Equal(1 / 2.0, scores["precision"], 1e-15);
        Assert.Equal(1 / 3.0, scores["recall"], 1e-15);
        Assert.Equal(2 / 5.0, scores["micro_f1"], 1e-15);
        Assert.Equal((0.5 + 0 + 0) / 3, scores["macro_f1"], 1e-15);
        Assert.Equal(1 / 4.0, scores["accuracy"], 1e-15);
        Assert.Equal(3, scores["loss"], 1e-15);
    }

    [Fact]
    public void Without_rows_there_are_no_scores_but_their_names() =>
        Assert.All(new MultiLabelMetrics(2).Scores(), score => Assert.Equal(double.NaN, score.Value));
}
