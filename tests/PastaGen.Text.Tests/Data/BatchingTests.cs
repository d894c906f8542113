using PastaGen.Text.Data;

namespace PastaGen.Text.Tests;

/// <summary>Batches: every row once, little padding, the same every time.</summary>
public sealed class BatchingTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 1_003).Select(i => 3 + i * 7919 % 61)];

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(1_003, 1)]
    [InlineData(1_003, 8)]
    [InlineData(1_003, 5_000)]
    public void Every_row_is_in_exactly_one_batch_and_at_most_one_batch_is_short(int rows, int batchSize)
    {
        foreach (var batches in (IReadOnlyList<int[]>[])[Batching.Shuffled(Lengths[..rows], batchSize, 7, 3), Batching.Sequential(Lengths[..rows], batchSize)])
        {
            Assert.Equal(Enumerable.Range(0, rows), batches.SelectMany(batch => batch).Order());
            Assert.Equal((rows + batchSize - 1) / batchSize, batches.Count);
            Assert.True(batches.Count(batch => batch.Length != batchSize) <= 1);
        }
    }

    [Fact]
    public void Batches_depend_on_seed_and_epoch_alone()
    {
        Assert.Equal(Batching.Shuffled(Lengths, 8, 42, 1), Batching.Shuffled(Lengths, 8, 42, 1));
        Assert.NotEqual(Batching.Shuffled(Lengths, 8, 42, 1), Batching.Shuffled(Lengths, 8, 42, 2));
        Assert.NotEqual(Batching.Shuffled(Lengths, 8, 42, 1), Batching.Shuffled(Lengths, 8, 43, 1));
    }

    [Fact]
    public void Rows_of_like_length_meet_and_batches_are_in_no_order_of_length()
    {
        var batches = Batching.Shuffled(Lengths, 8, 42, 0);
        var padded = batches.Sum(batch => batch.Length * batch.Max(row => Lengths[row]));
        var unpadded = Lengths.Sum();
        Assert.True(padded < 1.1 * unpadded, $"{padded} of {unpadded}");
        var longest = batches.Select(batch => batch.Max(row => Lengths[row])).ToList();
        Assert.True(longest.Zip(longest.Skip(1)).Count(pair => pair.First < pair.Second) > batches.Count / 4);
    }

    [Fact]
    public void An_evaluation_goes_from_the_longest_to_the_shortest_and_keeps_file_order_among_equals() =>
        Assert.Equal([[1, 4], [2, 3], [0]], Batching.Sequential([1, 9, 5, 5, 9], 2));

    [Fact]
    public void Where_all_rows_are_equally_long_the_order_is_still_shuffled()
    {
        var first = Batching.Shuffled([1, 1, 1, 1, 1, 1, 1, 1], 8, 1, 0);
        Assert.NotEqual(Enumerable.Range(0, 8), first[0]);
    }

    [Fact]
    public void The_generator_gives_the_published_numbers()
    {
        // The first outputs of SplitMix64 from state 1234567, as its reference implementation prints them.
        var random = SplitMix64.FromState(1_234_567);
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL],
            Enumerable.Range(0, 5).Select(_ => random.Next()));
    }

    [Fact]
    public void All_orders_of_three_rows_come_equally_often()
    {
        var counts = new Dictionary<string, int>();
        for (var epoch = 0; epoch < 6_000; epoch++)
        {
            var order = string.Concat(Batching.Shuffled([1, 1, 1], 3, 5, epoch)[0]);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(6, counts.Count);
        // 1,000 expected each, standard deviation 29.
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1_150));
    }
}
