using System.Text.Json.Nodes;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>Writes an adapter folder of the Python PEFT library.</summary>
public static class PythonAdapterWriter
{
    /// <summary>Writes what a model's one adaptation and its head have learned.</summary>
    /// <param name="model">The model with its delta in place.</param>
    /// <param name="output">The folder; made where it is missing.</param>
    /// <param name="stop">Cancelled when it is to be given up; the folder is then as it was before.</param>
    /// <exception cref="BadInputException">The library has nothing that does what the model does, or the folder holds an adapter already or cannot be written to.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static ConversionReport Write(LoadedModel model, string output, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(output);
        var facts = model.Facts;
        var refusal = $"the Python PEFT library cannot hold {facts.Name}";
        if (facts.Adaptations.Count != 1) throw new BadInputException($"{refusal}: its files hold one method, and this model has {string.Join(" and ", facts.Adaptations)}");
        if (!facts.PythonFormats.TryGetValue(facts.Adaptations[0], out var format))
            throw new BadInputException($"{refusal}: it has no method that does what {facts.Adaptations[0]} does");
        if (facts.LabelsAreWords) throw new BadInputException($"{refusal}: {AdapterTask.NoWords(facts)}");
        var task = AdapterTask.Of(facts) ?? throw new BadInputException($"{refusal}: it has no task for the head {facts.Head}");
        var heads = AdapterContent.HeadNames(facts, model.Model.Shape);
        if (heads.Count == 0) throw new BadInputException($"{refusal}: the delta has no head");
        OutputFolder.RequireWithout(output, AdapterConfiguration.FileName, AdapterConfiguration.TensorsName);

        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var adapter = AdapterContent.Of(model, facts.Adaptations[0], format, refusal);
        var configuration = format.Configuration(adapter);
        var tensors = format.Tensors(adapter).Concat(model.Model.TrainedTensors().Where(tensor => heads.ContainsKey(tensor.DeltaName))
            .Select(tensor => KeyValuePair.Create(format.HeadPrefix + heads[tensor.DeltaName], tensor.Parameter.detach().cpu()))).ToArray();
        configuration["peft_type"] = format.Type;
        configuration["task_type"] = task;
        configuration["modules_to_save"] = new JsonArray([.. AdapterTask.HeadModules.Union(heads.Values.Select(name => name.Split('.')[0])).Select(name => JsonValue.Create(name))]);
        configuration["inference_mode"] = true;
        // The library asks for the key, whatever stands there.
        configuration["base_model_name_or_path"] = null;

        stop.ThrowIfCancellationRequested();
        return AtomicFolder.Write(output, AdapterConfiguration.FileName, folder =>
        {
            var path = Path.Combine(folder, AdapterConfiguration.TensorsName);
            SafetensorsWriter.Write(path, [.. tensors.Select(tensor => KeyValuePair.Create(tensor.Key, tensor.Value.contiguous()))], [new("format", "pt")], stop.ThrowIfCancellationRequested);
            AtomicFile.WriteText(Path.Combine(folder, AdapterConfiguration.FileName), Sorted(configuration));
            return new ConversionReport(output, format.Type, tensors.Length, new FileInfo(path).Length);
        });
    }

    private static string Sorted(JsonObject configuration) =>
        JsonText.File(new JsonObject(configuration.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone()))));
}
