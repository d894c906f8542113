using PastaGen.Text;
using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class PredictorTests : IDisposable
{
    private enum Verdict
    {
        Bad,
        Good,
    }

    private readonly TemporaryFolder folder = new();
    private readonly BackboneFolder backbone;
    private readonly LoadedModel model;

    public PredictorTests()
    {
        backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));
        model = BackboneLoader.Load(HandBertPlan.Pasta, backbone, new LoadOptions { Labels = ["bad", "good"], Settings = new Dictionary<string, double> { ["pasta.occurrences"] = 3 } });
        using var _ = no_grad();
        foreach (var tensor in model.Model.TrainedTensors()) tensor.Parameter.normal_();
    }

    [Fact]
    public void Answers_come_in_the_order_of_the_questions_and_are_the_softmax_of_the_logits()
    {
        Example[] texts = [.. new[] { "good", "it was a very very bad film", "fine plot", "not good", "poor" }.Select((text, line) => new Example(text, line == 3 ? "film" : null, null, line))];
        var predictions = new Predictor(model, batchSize: 2).Predict(texts).ToArray();

        Assert.Equal(texts.Length, predictions.Length);
        Assert.True(predictions.Select(prediction => prediction.Probabilities[0]).Distinct().Count() > 3, "the texts must differ in their answers");
        foreach (var (text, prediction) in texts.Zip(predictions))
        {
            using var scope = NewDisposeScope();
            using var batch = new BatchCollator(backbone.ConfigOf(HandBertPlan.Pasta.Facts), CPU).Collate([backbone.Text.Encode(text.Text, text.Pair)]);
            using var output = model.Model.forward(batch);
            var logits = output.Logits!.data<float>().ToArray().Select(logit => Math.Exp(logit)).ToArray();
            for (var label = 0; label < 2; label++) Assert.Equal(logits[label] / logits.Sum(), prediction.Probabilities[label], 1e-5);
            Assert.Equal(logits[1] > logits[0] ? ("good", 1) : ("bad", 0), (prediction.Label, prediction.LabelId));
        }
    }

    [Fact]
    public void More_texts_than_are_computed_at_a_time_are_answered_one_by_one_as_they_come()
    {
        var asked = 0;
        IEnumerable<Example> Endless()
        {
            while (true) yield return new Example("good", null, null, ++asked);
        }

        Assert.Equal(40, new Predictor(model, batchSize: 2).Predict(Endless()).Take(40).Count());
        Assert.Equal(64, asked);
    }

    [Fact]
    public void A_label_becomes_a_member_of_an_enum() =>
        Assert.Equal((Verdict.Good, 0.9f), (new Prediction("good", 1, [0.1f, 0.9f]).As<Verdict>() is { } typed ? (typed.Label, typed.Probabilities[1]) : default));

    [Fact]
    public void Predicting_leaves_no_tensor_behind()
    {
        var predictor = new Predictor(model);
        predictor.Predict("good");
        var before = LiveTensors.Count();
        for (var i = 0; i < 20; i++) predictor.Predict("good film", "bad");
        Assert.Equal(before, LiveTensors.CountUncollected());
    }

    [Fact]
    public void A_model_without_a_head_cannot_predict()
    {
        using var headless = BackboneLoader.Load(HandBertPlan.Pasta, backbone);
        Assert.Contains("was loaded without labels and cannot predict", Assert.Throws<BadInputException>(() => new Predictor(headless)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_for_a_model_of_single_texts_is_refused_in_one_sentence()
    {
        using var single = BackboneLoader.Load(HandBertPlan.Pasta, backbone, new LoadOptions { Labels = ["bad", "good"] });
        var predictor = new Predictor(single);

        Assert.Equal(2, predictor.Predict("good").Probabilities.Count);
        Assert.Contains("adapts 2 special tokens of a row, but the tokenizer inserts 3 into a pair", Assert.Throws<BadInputException>(() => predictor.Predict("good", "bad")).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        model.Dispose();
        backbone.Dispose();
        folder.Dispose();
    }
}
