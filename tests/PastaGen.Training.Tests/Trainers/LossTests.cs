using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

/// <summary>The loss that a run logs is the undivided batch's, however the batch is cut.</summary>
public sealed class LossTests : IDisposable
{
    private static readonly double[] Weights = [0.5, 3];
    private readonly TemporaryFolder folder = new();
    private readonly BackboneFolder backbone;

    public LossTests() => backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 0.2)]
    [InlineData(true, 0.2)]
    public void Whatever_the_cut_the_loss_and_the_parameters_are_those_of_the_undivided_batch(bool weighted, double smoothing)
    {
        var (expectedLosses, expected) = Train(rowsAtOnce: 7, weighted, smoothing);
        foreach (var rowsAtOnce in new[] { 4, 2, 1 })
        {
            var (losses, parameters) = Train(rowsAtOnce, weighted, smoothing);
            for (var step = 0; step < losses.Length; step++) Assert.Equal(expectedLosses[step], losses[step], 1e-5 * expectedLosses[step]);
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], parameters[i], 1e-5);
        }
    }

    // Weights by label, smoothing over all labels: -sum_c w_c q_c log p_c over the sum of the rows' weights, with
    // q = (1 - s) for the true label and s / labels for each (the definition of torch.nn.CrossEntropyLoss).
    [Theory]
    [InlineData(false, 0.2)]
    [InlineData(true, 0)]
    [InlineData(true, 0.2)]
    public void The_first_loss_is_the_formula_s(bool weighted, double smoothing)
    {
        using var model = Load();
        using var batch = Batch(Enumerable.Range(0, 7));
        double[] weights = weighted ? Weights : [1, 1];
        double sum = 0, total = 0;
        using (no_grad())
        {
            using var scope = NewDisposeScope();
            model.Model.train();
            using var output = model.Model.forward(batch);
            var scores = output.Logits!.data<float>().ToArray();
            var labels = batch.Labels!.data<long>().ToArray();
            for (var row = 0; row < labels.Length; row++)
            {
                var normalizer = Math.Log(Math.Exp(scores[2 * row]) + Math.Exp(scores[(2 * row) + 1]));
                for (var label = 0; label < 2; label++)
                {
                    var target = (label == labels[row] ? 1 - smoothing : 0) + (smoothing / 2);
                    sum -= weights[label] * target * (scores[(2 * row) + label] - normalizer);
                }
                total += weights[labels[row]];
            }
        }

        Assert.Equal(sum / total, Train(rowsAtOnce: 3, weighted, smoothing).Losses[0], 1e-6);
    }

    // Per-token labels: what is ignored neither counts nor contributes.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ignored_items_have_no_loss_and_do_not_count(bool weighted)
    {
        using var scope = NewDisposeScope();
        using var model = Load();
        var logits = randn(5, 2);
        var labels = tensor(new long[] { 1, -100, 0, -100, 1 });
        var weights = weighted ? tensor(new float[] { 0.5f, 3 }) : null;
        var losses = model.Model.ItemLosses(logits, labels, new LossSettings(weights, 0.1));
        Assert.Equal(0, losses[1].item<float>());
        Assert.Equal(0, losses[3].item<float>());

        var kept = tensor(new long[] { 0, 2, 4 });
        var mean = nn.functional.cross_entropy(logits.index_select(0, kept), labels.index_select(0, kept), weights, label_smoothing: 0.1).item<float>();
        var count = weights is null ? 3 : weights.index_select(0, labels.index_select(0, kept)).sum().item<float>();
        Assert.Equal(mean, losses.sum().item<float>() / count, 1e-6f);
        Assert.Equal(
            nn.functional.cross_entropy(logits.index_select(0, kept), labels.index_select(0, kept)).item<float>(), model.Model.Loss(logits, labels).item<float>(), 1e-6f);
    }

    [Fact]
    public void Class_weights_are_read_balanced_and_checked()
    {
        var labels = new Text.Data.LabelSet(["bad", "good", "none"]);
        Assert.Equal([10 / (3.0 * 8), 10 / (3.0 * 2), 1], ClassWeights.Balanced.Resolve(labels, [8, 2, 0]));
        Assert.Equal([1, 2.5, 0.5], ClassWeights.Parse("good=2.5,none=.5").Resolve(labels, [1, 1, 1]));
        Assert.True(ClassWeights.Parse("balanced").IsBalanced);

        string Error(string text) => Assert.Throws<BadInputException>(() => ClassWeights.Parse(text).Resolve(labels, [1, 1, 1])).Message;
        Assert.Equal("class-weights name the label \"fair\"; expected one of bad, good, none", Error("fair=1"));
        Assert.Equal("the class weight of \"good\" is 0; expected a number above 0", Error("good=0"));
        Assert.Equal("the label \"good\" has two class weights; expected one", Error("good=1,good=2"));
        Assert.StartsWith("'good' is no class weight", Error("bad=1,good"), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        backbone.Dispose();
        folder.Dispose();
    }

    private LoadedModel Load() => BackboneLoader.Load(HandBertPlan.Full, backbone, new LoadOptions { Labels = ["bad", "good"], Dropout = 0 });

    private TokenBatch Batch(IEnumerable<int> rows)
    {
        (string Text, int Label)[] all =
            [("good film", 1), ("it was very very bad", 0), ("not good", 0), ("fine", 1), ("a poor plot", 0), ("it was not a bad plot", 1), ("bad", 0)];
        var chosen = rows.Select(row => all[row]).ToArray();
        return new BatchCollator(backbone.ConfigOf(HandBertPlan.Pasta.Facts), CPU).Collate([.. chosen.Select(row => backbone.Text.Encode(row.Text))], [.. chosen.Select(row => row.Label)]);
    }

    private (double[] Losses, float[] Parameters) Train(int rowsAtOnce, bool weighted, double smoothing)
    {
        using var model = Load();
        // An epsilon far above rounding: without it Adam turns rounding of tiny gradients into whole steps.
        var options = new TrainingOptions { LearningRate = 1e-3, LabelSmoothing = smoothing, AdamEpsilon = 1e-3 };
        using var loop = new TrainingLoop(model.Model, options, totalSteps: 50, weighted ? Weights : null);
        var batches = Enumerable.Range(0, 7).Chunk(rowsAtOnce).Select(Batch).ToArray();
        var losses = Enumerable.Range(0, 50).Select(_ => loop.Step(batches).Loss).ToArray();
        foreach (var batch in batches) batch.Dispose();
        return (losses, [.. model.Model.TrainedTensors().SelectMany(tensor => tensor.Parameter.data<float>().ToArray())]);
    }
}
