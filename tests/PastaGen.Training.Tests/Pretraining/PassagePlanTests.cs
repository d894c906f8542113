namespace PastaGen.Training.Tests;

public sealed class PassagePlanTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 97).Select(passage => 5 + (passage * 7 % 13))];

    private static PretrainingOptions Options => new() { Text = ["t"], HeldOut = ["h"], Config = "c", BatchTokens = 40, Seed = 9 };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_epoch_takes_every_passage_once_and_no_update_is_too_large(int epochs)
    {
        var plan = new PassagePlan(Lengths, Options with { Epochs = epochs });
        var updates = Enumerable.Range(0, plan.TotalUpdates).Select(plan.At).ToArray();
        Assert.Equal(Enumerable.Range(0, epochs), updates.Select(update => update.Epoch).Distinct());
        foreach (var epoch in updates.GroupBy(update => update.Epoch))
            Assert.Equal(Enumerable.Range(0, Lengths.Length), epoch.SelectMany(update => update.Rows).Order());
        Assert.All(updates, update => Assert.InRange(update.Rows.Sum(passage => Lengths[passage]), 1, 40));
        Assert.Equal(updates.Take(updates.Count(update => update.Epoch == 0)).SelectMany(update => update.Rows), plan.FirstOrder);
    }

    [Fact]
    public void An_update_is_the_same_whichever_was_looked_at_before()
    {
        var inOrder = new PassagePlan(Lengths, Options with { Epochs = 4 });
        var expected = Enumerable.Range(0, inOrder.TotalUpdates).Select(number => inOrder.At(number).Rows).ToArray();
        for (var number = inOrder.TotalUpdates - 1; number >= 0; number--)
            Assert.Equal(expected[number], new PassagePlan(Lengths, Options with { Epochs = 4 }).At(number).Rows);
    }

    [Fact]
    public void Parts_of_epochs_are_rounded_up_to_updates_and_steps_win()
    {
        var whole = new PassagePlan(Lengths, Options with { Epochs = 1 }).TotalUpdates;
        var half = new PassagePlan(Lengths, Options with { Epochs = 0.5 }).TotalUpdates;
        Assert.Equal((whole + 1) / 2, half);
        Assert.Equal(1, new PassagePlan(Lengths, Options with { Epochs = 1e-6 }).TotalUpdates);
        Assert.Equal(1000, new PassagePlan(Lengths, Options with { Epochs = 1, MaxSteps = 1000 }).TotalUpdates);
    }

    [Theory]
    [InlineData("4st", new[] { 4, 8, 10 })]
    [InlineData("10st", new[] { 10 })]
    [InlineData("100st", new[] { 10 })]
    [InlineData("1st", new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    public void Evaluations_follow_the_multiples_of_the_interval_and_the_end(string every, int[] expected)
    {
        Assert.True(RunLength.TryParse(every, out var length));
        var plan = new PassagePlan(Lengths, Options with { MaxSteps = 10, EvaluateEvery = length });
        Assert.Equal(expected, Enumerable.Range(0, 10).Where(number => plan.At(number).Evaluates).Select(number => number + 1));
    }

    [Fact]
    public void Evaluations_by_epochs_stand_at_their_ends()
    {
        var plan = new PassagePlan(Lengths, Options with { Epochs = 3, EvaluateEvery = RunLength.Epochs(1) });
        var updates = Enumerable.Range(0, plan.TotalUpdates).Select(plan.At).ToArray();
        Assert.Equal(3, updates.Count(update => update.Evaluates));
        Assert.All(updates.Where(update => update.Evaluates), update => Assert.True(update.Number + 1 == updates.Length || updates[update.Number + 1].Epoch == update.Epoch + 1));
        Assert.Equal(6, Enumerable.Range(0, plan.TotalUpdates).Count(number => new PassagePlan(Lengths, Options with { Epochs = 3, EvaluateEvery = RunLength.Epochs(0.5) }).At(number).Evaluates));
    }
}
