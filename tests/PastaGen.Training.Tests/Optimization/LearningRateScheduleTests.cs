using System.Text.Json;
using PastaGen.Testing;
using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class LearningRateScheduleTests
{
    // The recording took two cycles, and degree 2 down to 1e-6; the other schedules have nothing to set.
    [SharedDataTheory]
    [InlineData("linear")]
    [InlineData("cosine")]
    [InlineData("constant")]
    [InlineData("constant_with_warmup")]
    [InlineData("polynomial")]
    [InlineData("cosine_with_restarts")]
    public void Every_step_has_the_rate_that_the_Python_library_recorded(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("goldens", "schedules.json")));
        var golden = document.RootElement.GetProperty(name);
        var schedule = LearningRateSchedule.Named(name) with { Cycles = 2, Power = 2, EndRate = 1e-6 };
        var expected = golden.GetProperty("learning_rates").EnumerateArray().Select(rate => rate.GetDouble()).ToArray();

        for (var step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], schedule.RateAt(
                golden.GetProperty("base").GetDouble(), step, golden.GetProperty("warmup").GetInt32(), golden.GetProperty("total").GetInt32()), 1e-15);
        Assert.Equal(40, expected.Length);
    }

    [Theory]
    [InlineData("linear", 0, 0.0)]
    [InlineData("linear", 2, 0.5)]
    [InlineData("linear", 4, 1.0)]
    [InlineData("linear", 12, 0.5)]
    [InlineData("linear", 20, 0.0)]
    [InlineData("cosine", 12, 0.5)]
    [InlineData("cosine", 8, 0.853553390593)]      // (1 + cos 45 degrees) / 2
    [InlineData("cosine_with_restarts", 20, 0.0)]
    [InlineData("constant", 0, 1.0)]
    [InlineData("constant_with_warmup", 1, 0.25)]
    [InlineData("constant_with_warmup", 19, 1.0)]
    [InlineData("polynomial", 20, 1e-7)]
    public void A_rate_is_what_the_formula_says(string name, int step, double expected) =>
        Assert.Equal(expected, LearningRateSchedule.Named(name).RateAt(1, step, warmupSteps: 4, totalSteps: 20), 1e-12);

    [Fact]
    public void An_unknown_schedule_is_refused_with_those_that_there_are() =>
        Assert.Contains("cosine_with_restarts", Assert.Throws<BadInputException>(() => LearningRateSchedule.Named("triangle")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 0.06, 100, 6)]
    [InlineData(0, 0.06, 101, 7)]
    [InlineData(3, 0.06, 100, 3)]
    [InlineData(0, 0, 100, 0)]
    public void Warm_up_steps_win_over_a_ratio_which_is_rounded_up(int steps, double ratio, int total, int expected) =>
        Assert.Equal(expected, new TrainingOptions { WarmupSteps = steps, WarmupRatio = ratio }.WarmupStepsOf(total));
}
