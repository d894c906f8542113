using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>What must hold before a delta goes into a model; each refusal says what differs and what to do.</summary>
internal static class DeltaChecks
{
    public static void Plan(string path, DeltaHeader header, ModelFacts facts)
    {
        if (header.PlanHash != facts.PlanHash)
            throw new BadInputException(
                $"{path}: was trained as {header.Model} ({Text(header.Adaptations)}, plan {Short(header.PlanHash)}), but {facts.Name} ({Text(facts.Adaptations)}) has plan {Short(facts.PlanHash)}; use the model that it was trained as, or train again");
    }

    public static void Backbone(string path, DeltaHeader header, LoadedModel model)
    {
        var found = model.Folder.Digest(model.Facts.CheckpointPrefix);
        if (header.BackboneDigest != found)
            throw new BadInputException(
                $"{path}: was trained on a backbone of digest {Short(header.BackboneDigest)}, but {model.Folder.Path} has {Short(found)}; use the backbone that it was trained on, or train again");
    }

    public static void Tokenizer(string path, DeltaHeader header, LoadedModel model)
    {
        if (header.TokenizerDigest is { } expected && expected != model.Text.Digest)
            throw new BadInputException(
                $"{path}: was trained with a tokenizer of digest {Short(expected)} ({header.SpecialTokenTemplate}), but {model.Folder.Path} has {Short(model.Text.Digest)} ({model.Text.Template} | {model.Text.PairTemplate}); put the tokenizer files of the training back");
    }

    public static void Labels(string path, DeltaHeader header, LoadedModel model)
    {
        if (!header.Labels.SequenceEqual(model.Labels))
            throw new BadInputException($"{path}: was trained for the labels {Text(header.Labels)}, but the model has {Text(model.Labels)}");
    }

    /// <summary>The file must hold exactly the model's trained tensors.</summary>
    public static void Tensors(SafetensorsFile file, LoadedModel model)
    {
        var expected = model.Model.TrainedTensors().ToDictionary(tensor => tensor.DeltaName, tensor => tensor.Parameter.shape, StringComparer.Ordinal);
        if (expected.Keys.FirstOrDefault(name => !file.Contains(name)) is { } missing)
            throw new BadInputException(
                $"{file.Path}: lacks the tensor \"{missing}\", which {model.Facts.Name} trains{(NearestName.Of(missing, file.Names.Where(name => !expected.ContainsKey(name))) is { } nearest ? $"; the nearest name in the file is \"{nearest}\"" : "")}");
        if (file.Names.FirstOrDefault(name => !expected.ContainsKey(name)) is { } extra)
            throw new BadInputException($"{file.Path}: holds the tensor \"{extra}\", which {model.Facts.Name} does not train; it belongs to another model");
        foreach (var (name, shape) in expected)
            if (!file[name].Shape.SequenceEqual(shape))
                throw new BadInputException(
                    $"{file.Path}: the tensor \"{name}\" has the shape {file[name].ShapeText}, but {model.Facts.Name} on this backbone trains [{string.Join(", ", shape)}]");
    }

    private static string Short(string digest) => digest.Length <= 12 ? digest : digest[..12] + "...";

    private static string Text(IReadOnlyList<string> items) => items.Count == 0 ? "none" : string.Join(", ", items);
}
