namespace PastaGen.Training.Tests;

public sealed class ScoreIntervalTests
{
    // 80 of 100 right: the normal approximation gives 0.8 +- 1.96 * sqrt(0.8 * 0.2 / 100).
    [Fact]
    public void The_interval_of_an_accuracy_is_that_of_the_binomial_distribution()
    {
        var interval = ScoreInterval.Of(Rows(100, right: 80), () => new ClassificationMetrics(2))["accuracy"];
        Assert.Equal(0.8 - 0.0784, interval.Low, 0.015);
        Assert.Equal(0.8 + 0.0784, interval.High, 0.015);
    }

    [Fact]
    public void Equal_rows_give_equal_intervals_and_every_score_has_one()
    {
        var first = ScoreInterval.Of(Rows(50, right: 30), () => new ClassificationMetrics(2));
        Assert.Equal(first, ScoreInterval.Of(Rows(50, right: 30), () => new ClassificationMetrics(2)));
        Assert.Equal(new ClassificationMetrics(2).Scores().Keys.Order(), first.Keys.Order());
    }

    [Fact]
    public void Many_rows_need_no_interval_and_none_have_none()
    {
        Assert.Empty(ScoreInterval.Of(Rows(ScoreInterval.EnoughRows, right: 10), () => new ClassificationMetrics(2)));
        Assert.Empty(ScoreInterval.Of<JudgedClass>([], () => new ClassificationMetrics(2)));
    }

    [Fact]
    public void A_score_that_no_draw_changes_has_an_interval_of_no_width() =>
        Assert.Equal(new ScoreInterval(1, 1), ScoreInterval.Of(Rows(20, right: 20), () => new ClassificationMetrics(2))["accuracy"]);

    private static JudgedClass[] Rows(int count, int right) =>
        [.. Enumerable.Range(0, count).Select(row => new JudgedClass(row % 2, row < right ? row % 2 : 1 - (row % 2), row / 10.0))];
}
