using PastaGen.Models;
using PastaGen.Testing;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Tiny attention as the reference computed it from the authors' code.</summary>
public class GoldenTinyAttentionTests
{
    private const int Experts = 4;

    [SharedDataTheory]
    [InlineData("bert", nameof(BertTinyAttention), 1)]
    [InlineData("bert", nameof(BertTinyAttention), 4)]
    [InlineData("roberta", nameof(RobertaTinyAttention), 1)]
    [InlineData("roberta", nameof(RobertaTinyAttention), 4)]
    public void One_adapter_gives_the_recorded_answers_and_gradients(string family, string model, int heads)
    {
        var path = SharedData.Path("goldens", "papers", $"{family}-seq-tiny-attention-{heads}x1");
        new RecordedAdaptation(path, name => [Named(name)]).Holds(model, path, new() { ["tiny-attention.heads"] = heads });
    }

    [SharedDataTheory]
    [InlineData("bert", nameof(BertTinyAttention))]
    [InlineData("roberta", nameof(RobertaTinyAttention))]
    public void Experts_give_the_recorded_answers_and_gradients(string family, string model)
    {
        var path = SharedData.Path("goldens", "papers", $"{family}-seq-tiny-attention-experts");
        new RecordedAdaptation(path, Expert).Holds(model, path, new() { ["tiny-attention.experts"] = Experts });
    }

    [SharedDataTheory]
    [InlineData("bert", nameof(BertAveragedTinyAttention))]
    [InlineData("roberta", nameof(RobertaAveragedTinyAttention))]
    public void Experts_serve_as_their_mean(string family, string model)
    {
        var path = SharedData.Path("goldens", "papers", $"{family}-seq-tiny-attention-experts");
        new RecordedAdaptation(path, Expert) { Outputs = "outputs-averaged.safetensors", HasGradients = false }.Holds(model, path, new() { ["tiny-attention.experts"] = Experts });
    }

    // encoder.layer.0.feedForwardInput.down.weight -> layers.0.down.weight
    private static string Named(string deltaName)
    {
        var parts = deltaName.Split('.');
        return $"layers.{parts[2]}.{string.Join('.', parts[4..])}";
    }

    private static string[] Expert(string deltaName)
    {
        var parts = Named(deltaName).Split('.');
        return [.. Enumerable.Range(0, Experts).Select(expert => $"layers.{parts[1]}.experts.{expert}.{string.Join('.', parts[2..])}")];
    }
}
