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

    // The library's gates are means over padding too, whose states a model over packed rows does not have. One formula, with that mean as its only choice, gives the record and us.
    [SharedDataTheory]
    [InlineData("bert", nameof(BertUniPelt))]
    [InlineData("roberta", nameof(RobertaUniPelt))]
    public void Gated_submodules_give_the_recorded_answers_and_gradients_but_for_padding_in_the_mean_of_a_gate(string family, string model)
    {
        using var folder = new TemporaryFolder();
        var path = SharedData.Path("goldens", "adapters", $"{family}-seq-unipelt");
        WritePadded(family, folder["recorded"], gatesReadPadding: true);
        TensorComparison.Near(Path.Combine(path, "outputs.safetensors"), Path.Combine(folder["recorded"], "outputs.safetensors"), Tolerances.Outputs);
        TensorComparison.Near(Path.Combine(path, "grads.safetensors"), Path.Combine(folder["recorded"], "grads.safetensors"), Tolerances.Gradients, Tolerances.GradientFloor);

        WritePadded(family, folder["ours"], gatesReadPadding: false);
        foreach (var name in new[] { "inputs.safetensors", "trained.safetensors" }) File.Copy(Path.Combine(path, name), Path.Combine(folder["ours"], name));
        new RecordedAdaptation(folder["ours"], (name, recorded) => name == "prefixes" ? Prefixes(family, recorded) : cat([.. Recorded(family, name).Select(each => recorded[each].flatten())]))
            .Holds(model, SharedData.Path("goldens", "adapters", $"base-{family}-seq"), new() { ["unipelt.length"] = 5, ["unipelt.rank"] = 4, ["unipelt.reduction"] = 4 });
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => TensorComparison.Near(Path.Combine(path, "outputs.safetensors"), Path.Combine(folder["ours"], "outputs.safetensors"), 10 * Tolerances.Outputs));
    }

    private static void WritePadded(string family, string folder, bool gatesReadPadding)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> Read(string name, string file, ScalarType type)
        {
            using var tensors = SafetensorsFile.Open(SharedData.Path("goldens", "adapters", name, file + ".safetensors"));
            return tensors.Names.ToDictionary(each => each, each => tensors.Load(each, type, CPU));
        }
        var (inputs, trained) = (Read($"{family}-seq-unipelt", "inputs", ScalarType.Int64), Read($"{family}-seq-unipelt", "trained", ScalarType.Float64));
        foreach (var tensor in trained.Values) tensor.requires_grad_();
        var isBert = family == "bert";
        var formula = new PaddedUniPelt(family, Read($"base-{family}-seq", "model", ScalarType.Float64), trained, gatesReadPadding)
        {
            Epsilon = isBert ? 1e-12 : 1e-5,
            Positions = ids => isBert ? arange(ids.shape[1]).expand(ids.shape[0], -1) : (ids.ne(1).to(ScalarType.Int64).cumsum(1) * ids.ne(1).to(ScalarType.Int64)) + 1,
            Head = (all, state) => isBert ? all.Linear(all.Linear(state, "pooler.dense").tanh(), "classifier") : all.Linear(all.Linear(state, "classifier.dense").tanh(), "classifier.out_proj"),
        };
        var logits = formula.Logits(inputs["input_ids"], inputs["attention_mask"], isBert ? inputs["token_type_ids"] : null);
        var loss = nn.functional.cross_entropy(logits, inputs["labels"]);
        loss.backward();
        Directory.CreateDirectory(folder);
        SafetensorsWriter.Write(Path.Combine(folder, "outputs.safetensors"), [new("logits", logits.detach()), new("loss", loss.detach().reshape(1))]);
        SafetensorsWriter.Write(Path.Combine(folder, "grads.safetensors"), [.. trained.Select(each => KeyValuePair.Create(each.Key, each.Value.grad!))]);
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
