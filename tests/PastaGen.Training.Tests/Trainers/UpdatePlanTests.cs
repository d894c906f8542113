namespace PastaGen.Training.Tests;

public sealed class UpdatePlanTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 23).Select(row => 5 + (row * 7 % 40))];

    [Theory]
    [InlineData(1.0, 6)]
    [InlineData(0.5, 3)]
    [InlineData(0.1, 1)]
    [InlineData(2.5, 15)]
    [InlineData(1.01, 7)]
    [InlineData(3.0, 18)]
    public void A_part_of_an_epoch_is_rounded_up_to_whole_updates(double epochs, int updates) =>
        Assert.Equal(updates, Plan(new() { Epochs = epochs }).TotalUpdates);

    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    public void A_number_of_updates_wins_over_the_epochs(int updates) =>
        Assert.Equal(updates, Plan(new() { Epochs = 3, MaxSteps = updates }).TotalUpdates);

    [Theory]
    [InlineData(RowOrder.Length)]
    [InlineData(RowOrder.Random)]
    [InlineData(RowOrder.Sequential)]
    public void Every_epoch_takes_every_row_once_from_wherever_the_plan_is_asked(RowOrder order)
    {
        var plan = Plan(new() { Order = order });
        var all = Enumerable.Range(0, 18).Select(plan.At).ToArray();
        foreach (var epoch in all.GroupBy(update => update.Epoch))
            Assert.Equal(Enumerable.Range(0, 23), epoch.SelectMany(update => update.Rows).Order());
        foreach (var number in new[] { 17, 0, 9, 6, 5 })
            Assert.Equal(all[number].Rows, Plan(new() { Order = order }).At(number).Rows);
    }

    [Fact]
    public void Orders_differ_where_they_should()
    {
        int[] First(TrainingOptions options) => Plan(options).At(0).Rows;
        Assert.Equal([0, 1, 2, 3], First(new() { Order = RowOrder.Sequential }));
        Assert.NotEqual(Plan(new() { Order = RowOrder.Random }).At(0).Rows, Plan(new() { Order = RowOrder.Random }).At(6).Rows);
        Assert.Equal(Lengths.Max(), First(new()).Max(row => Lengths[row]));
        Assert.Equal(First(new() { Order = RowOrder.Random, Seed = 1, DataSeed = 7 }), First(new() { Order = RowOrder.Random, Seed = 2, DataSeed = 7 }));
        Assert.NotEqual(First(new() { Order = RowOrder.Random, DataSeed = 8 }), First(new() { Order = RowOrder.Random, DataSeed = 7 }));
    }

    [Theory]
    [InlineData("1ep", new[] { 6, 12, 15 })]
    [InlineData("0.5ep", new[] { 3, 6, 9, 12, 15 })]
    [InlineData("0.4ep", new[] { 3, 5, 8, 10, 12, 15 })]
    [InlineData("2ep", new[] { 12, 15 })]
    [InlineData("9ep", new[] { 15 })]
    [InlineData("4st", new[] { 4, 8, 12, 15 })]
    [InlineData("1st", new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 })]
    public void Evaluations_come_at_every_multiple_and_at_the_end(string every, int[] after)
    {
        Assert.True(RunLength.TryParse(every, out var length));
        var plan = Plan(new() { Epochs = 2.5, EvaluateEvery = length });
        Assert.Equal(after, Enumerable.Range(0, 15).Where(number => plan.At(number).Evaluates).Select(number => number + 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ep")]
    [InlineData("0ep")]
    [InlineData("-1ep")]
    [InlineData("1,5ep")]
    [InlineData("1.5st")]
    [InlineData("3")]
    [InlineData("NaNep")]
    public void What_is_no_length_is_not_read(string text) => Assert.False(RunLength.TryParse(text, out _));

    private static UpdatePlan Plan(TrainingOptions options) => new(Lengths, options with { BatchSize = 4 });
}
