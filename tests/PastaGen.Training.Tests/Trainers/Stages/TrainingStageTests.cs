using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class TrainingStageTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 20, LearningRate = 2e-5, HeadLearningRate = 1e-3 };

    [Fact]
    public void A_model_without_stages_is_the_only_one()
    {
        var only = Assert.Single(TrainingStage.Of(HandBertPlan.Pasta, Options));
        Assert.Same(Options, only.Options);
        Assert.True(only.IsLast);
        Assert.Equal(("", "", "runs/a", null), (only.Title, only.Recipe, only.FolderIn("runs/a"), only.HeadOf));
    }

    [Fact]
    public void Epochs_are_those_of_all_stages()
    {
        var stages = TrainingStage.Of(Model(new(HandBertPlan.Pasta, 0.1), new(HandBertPlan.HeadOnly, 0.2)), Options);
        Assert.Equal([2, 4, 14], stages.Select(stage => stage.Options.Epochs));
        Assert.Equal(["stage 1 of 3", "stage 2 of 3", "stage 3 of 3"], stages.Select(stage => stage.Title));
        Assert.Equal([Path.Combine("runs", "stage-1"), Path.Combine("runs", "stage-2"), "runs"], stages.Select(stage => stage.FolderIn("runs")));
        Assert.Equal([null, "HandPasta", "HandHeadOnly"], stages.Select(stage => stage.HeadOf?.Name));
        Assert.All(stages, stage => Assert.Same(Options, stage.Whole));
    }

    [Theory]
    [InlineData(10, 0.1, 1, 9)]
    [InlineData(11, 0.1, 2, 9)]
    [InlineData(2, 0.01, 1, 1)]
    [InlineData(30, 0.3, 9, 21)]
    public void Updates_are_those_of_all_stages_and_each_has_one(int updates, double share, int early, int last) => Assert.Equal(
        [early, last], TrainingStage.Of(Model(new ModelStage(HandBertPlan.Pasta, share)), Options with { MaxSteps = updates }).Select(stage => stage.Options.MaxSteps!.Value));

    [Fact]
    public void Updates_that_the_first_stage_takes_alone_are_refused() => Assert.Equal(
        "max-steps is 1, and the stages before HandFull take 1 of them; expected more",
        Assert.Throws<BadInputException>(() => TrainingStage.Of(Model(new ModelStage(HandBertPlan.Pasta, 0.1)), Options with { MaxSteps = 1 })).Message);

    [Theory]
    [InlineData(null, null, 2e-5)]
    [InlineData(5e-4, null, 5e-4)]
    [InlineData(5e-4, 1e-2, 1e-2)]
    public void A_stage_learns_at_the_rate_of_the_settings_else_at_its_own_else_at_the_last_ones(double? declared, double? given, double expected)
    {
        var stages = TrainingStage.Of(Model(new ModelStage(HandBertPlan.Pasta, 0.1, declared)), Options with { StageLearningRate = given });
        Assert.Equal((expected, null), (stages[0].Options.LearningRate, stages[0].Options.HeadLearningRate));
        Assert.Equal((2e-5, 1e-3), (stages[1].Options.LearningRate, stages[1].Options.HeadLearningRate));
    }

    [Fact]
    public void A_rate_for_stages_needs_stages() => Assert.Equal(
        "HandPasta has no stages; leave out stage-learning-rate",
        Assert.Throws<BadInputException>(() => TrainingStage.Of(HandBertPlan.Pasta, Options with { StageLearningRate = 1e-3 })).Message);

    [Fact]
    public void Each_stage_gets_the_open_settings_that_it_has_and_the_last_those_that_none_has()
    {
        var settings = new Dictionary<string, double> { ["pasta.occurrences"] = 3, ["lora.rank"] = 8 };
        var stages = TrainingStage.Of(Model(new ModelStage(HandBertPlan.Pasta, 0.1)), Options with { Settings = settings });
        Assert.Equal("pasta.occurrences", Assert.Single(stages[0].Options.Settings).Key);
        Assert.Equal("lora.rank", Assert.Single(stages[1].Options.Settings).Key);
    }

    private static ModelDefinition Model(params ModelStage[] stages) => HandBertPlan.Full with { Stages = stages };
}
