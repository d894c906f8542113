using PastaGen.Text.Corpora;

namespace PastaGen.Text.Tests;

/// <summary>Which passages an update takes: every one once, no more tokens than allowed, the same every time.</summary>
public sealed class PassagePackingTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 1_003).Select(i => 3 + i * 7919 % 61)];

    [Theory]
    [InlineData(0, 64)]
    [InlineData(1, 64)]
    [InlineData(1_003, 63)]
    [InlineData(1_003, 500)]
    [InlineData(1_003, int.MaxValue)]
    public void Every_passage_is_in_one_batch_and_no_batch_has_room_for_what_the_next_begins_with(int passages, int tokens)
    {
        var batches = PassagePacking.Batches(Lengths[..passages], tokens, 7, 3);
        Assert.Equal(Enumerable.Range(0, passages), batches.SelectMany(batch => batch).Order());
        Assert.All(batches, batch => Assert.InRange(batch.Sum(passage => Lengths[passage]), 1, tokens));
        foreach (var (batch, next) in batches.Zip(batches.Skip(1))) Assert.True(batch.Sum(passage => Lengths[passage]) + Lengths[next[0]] > tokens);
    }

    [Fact]
    public void Batches_depend_on_seed_and_epoch_alone()
    {
        Assert.Equal(PassagePacking.Batches(Lengths, 500, 42, 1), PassagePacking.Batches(Lengths, 500, 42, 1));
        Assert.NotEqual(PassagePacking.Batches(Lengths, 500, 42, 1), PassagePacking.Batches(Lengths, 500, 42, 2));
        Assert.NotEqual(PassagePacking.Batches(Lengths, 500, 42, 1), PassagePacking.Batches(Lengths, 500, 43, 1));
    }

    [Fact]
    public void All_orders_of_three_passages_come_equally_often()
    {
        var counts = new Dictionary<string, int>();
        for (var epoch = 0; epoch < 6_000; epoch++)
        {
            var order = string.Concat(PassagePacking.Batches([1, 1, 1], 3, 5, epoch)[0]);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(6, counts.Count);
        // 1,000 expected each, standard deviation 29.
        Assert.All(counts.Values, count => Assert.InRange(count, 855, 1_145));
    }

    [Fact]
    public void A_passage_longer_than_a_batch_is_refused() =>
        Assert.Contains("a passage has 9 tokens", Assert.Throws<ArgumentOutOfRangeException>(() => PassagePacking.Batches([8, 9], 8, 0, 0)).Message, StringComparison.Ordinal);
}
