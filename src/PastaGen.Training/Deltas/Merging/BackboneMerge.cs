using System.Globalization;
using System.Text.Json.Nodes;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// Writes what training changed into a backbone: a plain folder in the Hugging Face layout with the head, which needs neither the delta nor its method
/// any more.
/// </summary>
public static class BackboneMerge
{
    private const int Rows = 8;

    /// <summary>Merges a model and writes the folder. The model's adaptations are without effect afterwards.</summary>
    /// <param name="model">The model with its delta in place, in float32 on the CPU.</param>
    /// <param name="output">The folder; made where it is missing.</param>
    /// <param name="stop">Cancelled when the merge is to be given up; the folder is then as it was before.</param>
    /// <exception cref="BadInputException">No weights can hold what the adaptations do, or the folder holds a backbone or a tokenizer already or cannot be written to.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static MergeReport Write(LoadedModel model, string output, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(output);
        RequireMergeable(model);
        OutputFolder.RequireWithout(output, [BackboneFolder.WeightsName, BackboneFolder.ConfigName, .. TokenizerFiles.NamesIn(output)]);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var adapted = Answers(model);
        var changed = Changed(model);
        var count = changed.Backbone.Count;

        stop.ThrowIfCancellationRequested();
        return AtomicFolder.Write(output, BackboneFolder.ConfigName, folder =>
        {
            var weights = Path.Combine(folder, BackboneFolder.WeightsName);
            AtomicFile.WriteText(Path.Combine(folder, BackboneFolder.ConfigName), Config(model));
            if (TokenizerFiles.NamesIn(model.Folder.Path).Any()) TokenizerFiles.Of(model.Folder.Path).CopyTo(folder);
            SafetensorsWriter.Write(weights, Tensors(model, changed.Backbone, changed.Head), [new("format", "pt")], stop.ThrowIfCancellationRequested);

            var merged = Answers(model, folder);
            stop.ThrowIfCancellationRequested();
            return new MergeReport(count, new FileInfo(weights).Length, adapted.Zip(merged, (x, y) => Math.Abs((double)x - y)).Max(), adapted.Max(x => Math.Abs((double)x)));
        });
    }

    private static void RequireMergeable(LoadedModel model)
    {
        var facts = model.Facts;
        if (model.Model.CanMerge || facts.Parameters(model.Model.Shape).All(parameter => parameter.Part != ModelPart.Adaptation)) return;
        throw new BadInputException(
            $"{facts.Name} cannot be merged: no weights of the backbone can hold what {string.Join(" and ", facts.Adaptations)} {(facts.Adaptations.Count == 1 ? "adds" : "add")}; keep the delta beside its backbone");
    }

    // What differs from the backbone's file, by names without prefix, and the head by its own.
    private static (Dictionary<string, Tensor> Backbone, Dictionary<string, Tensor> Head) Changed(LoadedModel model)
    {
        var heads = model.Facts.Parameters(model.Model.Shape).Where(parameter => parameter.Part == ModelPart.Head).Select(parameter => parameter.CheckpointName).ToHashSet();
        var (backbone, head) = (new Dictionary<string, Tensor>(StringComparer.Ordinal), new Dictionary<string, Tensor>(StringComparer.Ordinal));
        foreach (var tensor in (model.Model.CanMerge ? model.Model.MergeAdaptations() : []).Concat(model.Model.TrainedTensors()))
            if (tensor.CheckpointName is { } name) (heads.Contains(name) ? head : backbone)[name] = tensor.Parameter;
        return (backbone, head);
    }

    // Weights keep the type that the file has them in. Other heads are left out: they answer for an encoder that is no more.
    private static IEnumerable<KeyValuePair<string, Tensor>> Tensors(LoadedModel model, Dictionary<string, Tensor> changed, Dictionary<string, Tensor> head)
    {
        var (file, prefix) = (model.Folder.Weights, model.Facts.CheckpointPrefix);
        var names = new CheckpointNames(file, prefix);
        foreach (var entry in file.Entries)
        {
            if (CheckpointNames.IsBuffer(entry) || names.Canonical(entry.Name) is not { } name || head.ContainsKey(name)) continue;
            var type = entry.Type.ScalarType ?? ScalarType.Float32;
            yield return new(prefix + name, changed.Remove(name, out var values) ? values.detach().to(type) : file.Load(entry.Name, type));
        }
        foreach (var (name, values) in changed) yield return new(prefix + name, values.detach());
        foreach (var (name, values) in head) yield return new(name, values.detach());
    }

    private static string Config(LoadedModel model)
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(model.Folder.Path, BackboneFolder.ConfigName)))!.AsObject();
        if (model.Labels.Count > 0)
        {
            config["id2label"] = new JsonObject(model.Labels.Select((label, id) => KeyValuePair.Create<string, JsonNode?>(id.ToString(CultureInfo.InvariantCulture), label)));
            config["label2id"] = new JsonObject(model.Labels.Select((label, id) => KeyValuePair.Create<string, JsonNode?>(label, id)));
            config.Remove("num_labels");
        }
        return JsonText.File(config);
    }

    // The same model over the folder that was written, so that what its file rounds is seen too.
    private static float[] Answers(LoadedModel model, string written)
    {
        using var folder = BackboneFolder.Open(written);
        using var again = BackboneLoader.Load(model.Definition, folder, new LoadOptions
        {
            HeadFromFile = false,
            Labels = model.Facts.LabelsAreWords ? null : model.Labels,
            Settings = model.Model.Shape.Settings,
        });
        foreach (var (to, from) in again.Model.TrainedTensors().Zip(model.Model.TrainedTensors())) to.Parameter.copy_(from.Parameter);
        return Answers(again);
    }

    private static float[] Answers(LoadedModel model)
    {
        var (config, random) = (model.Config, new Random(1));
        var columns = Math.Min(16, config.LongestInput);
        var ids = new long[Rows * columns];
        for (var place = 0; place < ids.Length; place++) ids[place] = random.Next(config.VocabularySize);
        // Padding has a position of its own in some families, and must not stand among words.
        if (config.VocabularySize > 1)
            for (var place = 0; place < ids.Length; place++)
                if (ids[place] == config.PadTokenId) ids[place] = (ids[place] + 1) % config.VocabularySize;
        var mask = new long[ids.Length];
        for (var row = 0; row < Rows; row++) Array.Fill(mask, 1, row * columns, Math.Max(1, columns - row));
        using var batch = BatchTensors.Create(Rows, ids, mask, new long[ids.Length], null, null, config, model.Device);
        using var output = model.Model.Compute(batch);
        return [.. output.Logits!.to(ScalarType.Float32).cpu().data<float>()];
    }
}
