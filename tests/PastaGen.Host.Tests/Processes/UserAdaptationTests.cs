using PastaGen.Host.Tests.Testing;
using PastaGen.Training;
using PastaGen.UserAdaptation;

namespace PastaGen.Host.Tests.Processes;

/// <summary>A method that a user wrote, in training.</summary>
public class UserAdaptationTests
{
    [Fact]
    public void An_adaptation_of_ones_own_trains_and_its_delta_predicts()
    {
        using var backbone = new TinyBackbone(BertHadamard.Definition);
        using var classifier = BertHadamard.LoadBackbone(backbone.Path);
        var report = classifier.Train(backbone.Train, backbone.Dev, backbone.File("run"), new TrainingOptions { Epochs = 8, BatchSize = 4, LearningRate = 0.02, Dropout = 0 });
        Assert.Equal(1, report.Best.Metrics["accuracy"]);

        using var later = BertHadamard.LoadBackbone(backbone.Path);
        later.LoadDelta(Path.Combine(backbone.File("run"), "delta.safetensors"));
        Assert.Equal(["1", "0"], new[] { "a good film .", "bad films ." }.Select(text => later.Predict(text).Label));
        Assert.Contains("Site AttentionOutput, hadamard: scales and shifts each element", BertHadamard.Definition.Facts.Explanation, StringComparison.Ordinal);
    }
}
