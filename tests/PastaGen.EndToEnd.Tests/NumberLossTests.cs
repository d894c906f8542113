using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests;

/// <summary>Losses over numbers and over several labels, and the gradient of the head's bias, against their closed formulas.</summary>
public sealed class NumberLossTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TinyBackbone backbone;
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public NumberLossTests() => backbone = new TinyBackbone(folder["backbone"], seed: 5);

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    // Loss mean((z - y)^2), gradient of the bias mean(2 (z - y)).
    [Fact]
    public void A_regression_learns_by_the_squared_error()
    {
        WriteDelta(labels: 1);
        var (logits, loss, bias) = Forward(BertRegressionPasta.Definition, tensor([0.5f, -2f]));

        Assert.Equal(2, logits.Length);
        Assert.Equal((Square(logits[0] - 0.5) + Square(logits[1] + 2)) / 2, loss, 1e-5);
        Assert.Equal(logits[0] - 0.5 + logits[1] + 2, bias[0], 1e-5);
    }

    // Loss mean over rows and labels of log(1 + e^z) - y z, gradient of a label's bias the sum over rows of (sigmoid(z) - y) / 6.
    [Fact]
    public void Several_labels_are_learned_by_their_binary_cross_entropies()
    {
        WriteDelta(labels: 3);
        float[] targets = [1, 0, 1, 0, 0, 1];
        var (logits, loss, bias) = Forward(BertMultiLabelPasta.Definition, tensor(targets).reshape(2, 3));

        Assert.Equal(logits.Zip(targets).Average(item => Math.Log(1 + Math.Exp(item.First)) - (item.Second * item.First)), loss, 1e-5);
        for (var label = 0; label < 3; label++)
            Assert.Equal(new[] { label, label + 3 }.Sum(place => ((1 / (1 + Math.Exp(-logits[place]))) - targets[place]) / 6), bias[label], 1e-5);
    }

    [Theory]
    [InlineData(nameof(BertRegressionPasta), 1, "expected the shape [2], found [1, 2]")]
    [InlineData(nameof(BertMultiLabelPasta), 3, "expected the shape [2, 3], found [1, 2]")]
    public void Labels_of_another_shape_are_refused(string model, int labels, string expected)
    {
        WriteDelta(labels);
        var definition = CompiledModels.All.Single(entry => entry.Facts.Name == model);
        Assert.Contains(expected, Assert.Throws<Text.BadInputException>(() => Forward(definition, tensor([1f, 2f]).reshape(1, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("expected numbers, F32, found I64", Assert.Throws<Text.BadInputException>(() => Forward(definition, tensor([1L, 0L]))).Message, StringComparison.Ordinal);
    }

    private void WriteDelta(int labels)
    {
        var random = new Random(3);
        double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)(random.NextDouble() - 0.5))];
        TinyBackbone.Write(folder["delta.safetensors"],
        [
            ("vectors", [TinyBackbone.Layers, 2, TinyBackbone.Hidden], Values(TinyBackbone.Layers * 2 * TinyBackbone.Hidden)),
            ("head.weight", [labels, TinyBackbone.Hidden], Values(labels * TinyBackbone.Hidden)),
            ("head.bias", [labels], Values(labels)),
        ]);
    }

    private (float[] Logits, float Loss, float[] Bias) Forward(ModelDefinition model, Tensor labels)
    {
        SafetensorsWriter.Write(folder["input.safetensors"],
        [
            new("input_ids", tensor([1L, 5, 6, 2, 1, 9, 2, 0]).reshape(2, 4)), new("attention_mask", tensor([1L, 1, 1, 1, 1, 1, 1, 0]).reshape(2, 4)),
            new("special_ordinal", tensor([1L, 0, 0, 2, 1, 0, 2, 0]).reshape(2, 4)), new("labels", labels),
        ]);
        ForwardRun.Execute(new ForwardRequest
        {
            Model = model,
            Backbone = backbone.Folder,
            Input = folder["input.safetensors"],
            Output = folder["output.safetensors"],
            Gradients = folder["gradients.safetensors"],
            Delta = folder["delta.safetensors"],
            Unbound = true,
        });
        using var output = SafetensorsFile.Open(folder["output.safetensors"]);
        using var gradients = SafetensorsFile.Open(folder["gradients.safetensors"]);
        float[] Read(SafetensorsFile file, string name) => file.Load(name, ScalarType.Float32, CPU).data<float>().ToArray();
        return (Read(output, "logits"), Read(output, "loss")[0], Read(gradients, "head.bias"));
    }

    private static double Square(double value) => value * value;
}
