using PastaGen.Text.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

/// <summary>Processes that train together, each played by a thread of its own.</summary>
public class RanksTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1001)]
    public async Task An_evaluation_by_two_is_that_of_one_to_the_last_bit(int rows)
    {
        using var folder = new TemporaryFolder();
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));
        using var model = BackboneLoader.Load(HandBertPlan.Pasta, backbone, new LoadOptions { Labels = ["bad", "good"] });
        string[] words = ["good", "film", "bad", "very", "fine", "it", "was"];
        var examples = EncodedExamples.Encode(
            [.. Enumerable.Range(0, rows).Select(row => new Example(string.Join(' ', words.Take(1 + (row % words.Length))), null, row % 3 == 0 ? "good" : "bad", row + 1))],
            "dev", backbone.Text, 10, new LabelSet(model.Labels));
        model.Model.eval();

        var expected = Evaluator.Evaluate(model, examples, batchSize: 4);
        Assert.All(await RankThreads.InEach(2, ranks => Evaluator.Evaluate(model, examples, 4, int.MaxValue, ranks, progress: null, default)), found =>
        {
            Assert.Equal(expected.Metrics, found.Metrics);
            Assert.Equal(expected.Intervals, found.Intervals);
            Assert.Equal((rows, rows), (expected.Rows, found.Rows));
        });
    }

    [Fact]
    public async Task When_one_is_asked_to_stop_all_leave_the_evaluation()
    {
        using var folder = new TemporaryFolder();
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));
        using var model = BackboneLoader.Load(HandBertPlan.Pasta, backbone, new LoadOptions { Labels = ["bad", "good"] });
        var examples = EncodedExamples.Encode([new("good", null, "good", 1), new("bad", null, "bad", 2)], "dev", backbone.Text, 10, new LabelSet(model.Labels));
        var stopped = await RankThreads.InEach(2, ranks =>
        {
            Assert.Throws<OperationCanceledException>(() => Evaluator.Evaluate(model, examples, 1, int.MaxValue, ranks, progress: null, new CancellationToken(canceled: ranks.Index == 1)));
            return ranks.Stopped;
        });
        Assert.Equal([true, true], stopped);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Shares_are_disjoint_and_leave_nothing_out(int rows)
    {
        var shares = await RankThreads.InEach(3, ranks => ranks.Share(Enumerable.Range(0, rows).ToArray()));
        Assert.Equal(Enumerable.Range(0, rows), shares.SelectMany(share => share).Order());
        Assert.True(shares.Max(share => share.Length) - shares.Min(share => share.Length) <= 1);
    }

    // Items 1 and 3: the mean over four items of gradients that are means over one and over three.
    [Fact]
    public async Task Gradients_become_means_over_the_items_of_all()
    {
        var found = await RankThreads.InEach(2, ranks =>
        {
            using Parameter both = nn.Parameter(zeros(2)), one = nn.Parameter(zeros(1)), none = nn.Parameter(zeros(3));
            using (var scope = NewDisposeScope())
            {
                both.grad = tensor(new float[] { ranks.Index, 8 });
                if (ranks.Index == 1) one.grad = tensor(new float[] { 4 });
            }
            var sums = ranks.Reduce([both, one, none], new UpdateSums(Loss: 2 + ranks.Index, Items: 1 + (2 * ranks.Index), Stop: false));
            using Tensor? first = both.grad, second = one.grad, third = none.grad;
            return (sums, first!.data<float>().ToArray(), second!.data<float>().ToArray(), third is null);
        });
        Assert.All(found, one =>
        {
            Assert.Equal(new UpdateSums(11.0 / 4, 4, false), one.sums);
            Assert.Equal([0.75f, 8f], one.Item2);
            Assert.Equal([3f], one.Item3);
            Assert.True(one.Item4);
        });
    }

    [Fact]
    public async Task What_is_not_finite_in_one_is_not_finite_in_all()
    {
        var sums = await RankThreads.InEach(2, ranks =>
        {
            using var parameter = nn.Parameter(zeros(1));
            using (var scope = NewDisposeScope()) parameter.grad = tensor(new[] { ranks.Index == 1 ? float.NaN : 1f });
            var loss = ranks.Reduce([parameter], new UpdateSums(ranks.Index == 1 ? double.NaN : 1, 1, false)).Loss;
            using var gradient = parameter.grad;
            return (loss, gradient!.item<float>());
        });
        Assert.All(sums, sum => Assert.Equal((double.NaN, float.NaN), sum));
    }

    [Fact]
    public async Task All_take_over_what_the_first_has()
    {
        var taken = await RankThreads.InEach(2, ranks =>
        {
            using var values = full(3, ranks.Index + 5f);
            ranks.TakeOver([values]);
            return values.data<float>().ToArray();
        });
        Assert.All(taken, values => Assert.Equal([5f, 5f, 5f], values));
    }
}
