namespace PastaGen.Training.Tests;

public sealed class OutcomeWarningsTests : IDisposable
{
    private static readonly Evaluation Fine = new(new Dictionary<string, double>(), 5, 0, new Dictionary<string, ScoreInterval>());

    private readonly ResumedRun run = new();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData(6.3, 2.08, true)]
    [InlineData(6.2, 2.08, false)]
    [InlineData(1e30, null, false)]
    [InlineData(double.NaN, 2.08, false)]
    public void A_training_loss_far_above_that_of_guessing_is_told(double loss, double? guessing, bool told) =>
        Assert.Equal(told, OutcomeWarnings.Of(loss, guessing, 0.5, Fine, "dev.tsv").Any());

    [Fact]
    public void The_sentence_has_the_loss_the_rate_and_what_to_do() => Assert.Equal(
        "the training loss came to 4.123e+8, where guessing has 2.08: --learning-rate 1000000000 is most likely too high; try a tenth of it",
        Assert.Single(OutcomeWarnings.Of(412345678, 2.0794, 1e9, Fine, "dev.tsv")));

    [Fact]
    public void A_run_with_a_rate_that_explodes_says_so_at_its_end()
    {
        run.Train(ResumedRun.Options with { LearningRate = 0, HeadLearningRate = 100, WarmupRatio = 0 });
        Assert.Contains(run.Warnings, warning => warning.StartsWith("the training loss came to ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_without_a_rate_that_answers_one_label_alone_says_which()
    {
        // Equal texts get equal answers.
        run.Train(ResumedRun.Options with { LearningRate = 0, HeadLearningRate = 0 }, data: ResumedRun.Data with { Dev = Alike(20, "good", "bad") });
        Assert.Matches("^the delta that was kept answers \"(good|bad)\" throughout the development data: it tells no labels apart; ", Assert.Single(run.Warnings));
    }

    [Fact]
    public void A_few_rows_say_nothing_about_answers()
    {
        run.Train(ResumedRun.Options with { LearningRate = 0, HeadLearningRate = 0 }, data: ResumedRun.Data with { Dev = Alike(19, "good", "bad") });
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void What_is_answered_throughout_is_no_oddity_where_the_data_has_nothing_else()
    {
        run.Train(ResumedRun.Options with { LearningRate = 0, HeadLearningRate = 0 }, data: ResumedRun.Data with { Dev = Alike(20, "good") });
        Assert.DoesNotContain(run.Warnings, warning => warning.Contains("answers \"good\"", StringComparison.Ordinal));
    }

    private static Text.Data.Example[] Alike(int count, params string[] labels) =>
        [.. Enumerable.Range(0, count).Select(row => new Text.Data.Example("good", null, labels[row % labels.Length], row + 1))];
}
