using PastaGen.Models;
using PastaGen.Testing;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Several adaptations on one model as the Python library computed them, which makes prefixes by a network and trains that.</summary>
public class GoldenUnionTests
{
    [SharedDataTheory]
    [InlineData("bert", nameof(BertMixAndMatch))]
    [InlineData("roberta", nameof(RobertaMixAndMatch))]
    public void A_prefix_beside_parallel_adapters_gives_the_recorded_answers_and_gradients(string family, string model) =>
        new RecordedAdaptation(SharedData.Path("goldens", "adapters", $"{family}-seq-mam"), (name, recorded) => name == "prefixes" ? Prefixes(family, recorded) : recorded[GoldenBottleneckTests.Named(family, name)])
            .Holds(model, SharedData.Path("goldens", "adapters", $"base-{family}-seq"), new() { ["prefix.length"] = 5, ["parallel-adapter.reduction"] = 4 });

    // The library's gates are means over padding too, whose states a model over packed rows does not have: the row without padding shows that all else is the same.
    [SharedDataFact]
    public void Gated_submodules_give_a_row_without_padding_the_recorded_answer()
    {
        const string family = "bert";
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = SharedData.Path("goldens", "adapters", $"{family}-seq-unipelt");
        using var inputs = SafetensorsFile.Open(Path.Combine(path, "inputs.safetensors"));
        using var outputs = SafetensorsFile.Open(Path.Combine(path, "outputs.safetensors"));
        var mask = inputs.Load("attention_mask", ScalarType.Int64, CPU);
        var row = mask.sum(1).argmax().item<long>();
        Assert.Equal(mask.shape[1], mask.select(0, row).sum().item<long>());
        var logits = outputs.Load("logits", ScalarType.Float32, CPU).narrow(0, row, 1);
        var labels = inputs.Load("labels", ScalarType.Int64, CPU).narrow(0, row, 1);
        SafetensorsWriter.Write(folder["inputs.safetensors"], [.. inputs.Names.Select(name => KeyValuePair.Create(name, inputs.Load(name, ScalarType.Int64, CPU).narrow(0, row, 1)))]);
        SafetensorsWriter.Write(folder["outputs.safetensors"], [new("logits", logits), new("loss", nn.functional.cross_entropy(logits, labels).reshape(1))]);
        File.Copy(Path.Combine(path, "trained.safetensors"), folder["trained.safetensors"]);
        new RecordedAdaptation(folder.Path, (name, recorded) => name == "prefixes" ? Prefixes(family, recorded) : cat([.. Recorded(family, name).Select(each => recorded[each].flatten())])) { HasGradients = false }
            .Holds(nameof(BertUniPelt), SharedData.Path("goldens", "adapters", $"base-{family}-seq"), new() { ["unipelt.length"] = 5, ["unipelt.rank"] = 4, ["unipelt.reduction"] = 4 });
    }

    private static string[] Recorded(string family, string deltaName)
    {
        var (part, rest) = (deltaName.Split('_')[0], deltaName[(deltaName.IndexOf('_', StringComparison.Ordinal) + 1)..]);
        string[] places = part switch
        {
            "prefix" => [$"attention.self.prefix_tuning.{rest.Replace("gate.", "prefix_gates.a.", StringComparison.Ordinal)}"],
            "lora" => [.. new[] { "query", "value" }.Select(linear => $"attention.self.{linear}.loras.a.{(rest.StartsWith("gate", StringComparison.Ordinal) ? rest : deltaName)}")],
            _ => [$"output.adapters.a.{(rest.StartsWith("gate", StringComparison.Ordinal) ? rest : deltaName.Replace("adapter_down.", "adapter_down.0.", StringComparison.Ordinal))}"],
        };
        return [.. Enumerable.Range(0, 3).SelectMany(layer => places.Select(place => $"{family}.encoder.layer.{layer}.{place}"))];
    }

    private static Tensor Prefixes(string family, Dictionary<string, Tensor> recorded)
    {
        Tensor Of(string name) => recorded[$"{family}.encoder.layer.0.attention.self.prefix_tuning.pool.prefix_tunings.a.self_prefix.{name}"];
        var inner = nn.functional.linear(Of("wte.weight"), Of("control_trans.0.weight"), Of("control_trans.0.bias")).tanh();
        return nn.functional.linear(inner, Of("control_trans.2.weight"), Of("control_trans.2.bias"));
    }
}
