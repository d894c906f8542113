using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class EvaluatorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly BackboneFolder backbone;
    private readonly LoadedModel model;
    private readonly EncodedExamples examples;

    public EvaluatorTests()
    {
        backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));
        model = BackboneLoader.Load(HandBertPlan.Pasta, backbone, new LoadOptions { Labels = ["bad", "good"], Dropout = 0.5 });
        Example[] rows = [new("good film", null, "good", 1), new("it was very very bad", null, "bad", 2), new("fine", null, "good", 3)];
        examples = EncodedExamples.Encode(rows, "dev", backbone.Text, 10, new LabelSet(model.Labels));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dropout_is_off_while_it_runs_and_afterwards_as_it_was(bool training)
    {
        model.Model.train(training);
        var scores = Evaluator.Evaluate(model, examples).Metrics;

        Assert.Equal(scores, Evaluator.Evaluate(model, examples).Metrics);
        Assert.Equal(training, model.Model.training);
    }

    // The last batch is smaller: a mean of the batches' means would weigh its one row twice.
    [Fact]
    public void The_loss_is_a_mean_over_rows_however_they_are_batched()
    {
        var expected = 0.0;
        for (var row = 0; row < 3; row++)
        {
            using var scope = NewDisposeScope();
            using var batch = examples.Collate([row], new BatchCollator(backbone.ConfigOf(HandBertPlan.Pasta.Facts), CPU));
            using var output = model.Model.forward(batch);
            expected += model.Model.Loss(output.Logits!, batch.Labels!).item<float>() / 3;
        }

        Assert.Equal(expected, Evaluator.Evaluate(model, examples, batchSize: 2).Metrics["loss"], 1e-6);
        Assert.Equal(expected, Evaluator.Evaluate(model, examples, batchSize: 3).Metrics["loss"], 1e-6);
    }

    [Fact]
    public void It_stops_when_asked_to_and_leaves_no_tensor_behind()
    {
        Evaluator.Evaluate(model, examples);
        var before = LiveTensors.Count();
        Evaluator.Evaluate(model, examples, batchSize: 1);

        Assert.Equal(before, LiveTensors.CountUncollected());
        Assert.Throws<OperationCanceledException>(() => Evaluator.Evaluate(model, examples, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Pairs_for_a_model_of_single_texts_are_refused_in_one_sentence()
    {
        var pairs = EncodedExamples.Encode([new("good", null, "good", 1), new("good", "film", "good", 2)], "dev", backbone.Text, 10, new LabelSet(model.Labels));
        Assert.Contains("adapts 2 special tokens of a row", Assert.Throws<Text.BadInputException>(() => Evaluator.Evaluate(model, pairs)).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        model.Dispose();
        backbone.Dispose();
        folder.Dispose();
    }
}
