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

    public static void Backbone(string path, DeltaHeader header, ModelFacts facts, BackboneFolder folder)
    {
        var found = folder.Digest(facts.CheckpointPrefix);
        if (header.BackboneDigest != found)
            throw new BadInputException(
                $"{path}: was trained on a backbone of digest {Short(header.BackboneDigest)}, but {folder.Path} has {Short(found)}; use the backbone that it was trained on, or train again");
    }

    public static void Tokenizer(string path, DeltaHeader header, BackboneFolder folder)
    {
        if (header.TokenizerDigest is { } expected && expected != folder.Text.Digest)
            throw new BadInputException(
                $"{path}: was trained with a tokenizer of digest {Short(expected)} ({header.SpecialTokenTemplate}), but {folder.Path} has {Short(folder.Text.Digest)} ({folder.Text.Template} | {folder.Text.PairTemplate}); put the tokenizer files of the training back");
    }

    public static void Labels(string path, DeltaHeader header, LoadedModel model)
    {
        if (!header.Labels.SequenceEqual(model.Labels))
            throw new BadInputException($"{path}: was trained for the labels {Text(header.Labels)}, but the model has {Text(model.Labels)}; use the model that it was trained as, or train again");
    }

    /// <summary>Labels and settings of a header that was damaged must not make a model that no memory holds before its tensors are looked at.</summary>
    public static void Shapes(SafetensorsFile file, ModelFacts facts, ModelShape shape)
    {
        foreach (var parameter in facts.Parameters(shape))
            if (parameter.DeltaName is { } name && file.Find(name) is { } found && !found.Shape.SequenceEqual(parameter.Shape))
                throw Misshapen(file, found, facts, parameter.Shape);
    }

    /// <summary>The file must hold exactly the model's trained tensors.</summary>
    public static void Tensors(SafetensorsFile file, LoadedModel model)
    {
        var expected = model.Model.TrainedTensors().ToDictionary(tensor => tensor.DeltaName, tensor => tensor.Parameter.shape, StringComparer.Ordinal);
        if (expected.Keys.FirstOrDefault(name => !file.Contains(name)) is { } missing)
            throw new BadInputException(
                $"{file.Path}: lacks the tensor \"{missing}\", which {model.Facts.Name} trains{(NearestName.Of(missing, file.Names.Where(name => !expected.ContainsKey(name))) is { } nearest ? $"; the nearest name in the file is \"{nearest}\"" : "")}");
        if (file.Names.FirstOrDefault(name => !expected.ContainsKey(name)) is { } extra)
            throw new BadInputException($"{file.Path}: holds the tensor \"{extra}\", which {model.Facts.Name} does not train; use the model that it was trained as");
        foreach (var (name, shape) in expected)
            if (!file[name].Shape.SequenceEqual(shape)) throw Misshapen(file, file[name], model.Facts, shape);
    }

    private static BadInputException Misshapen(SafetensorsFile file, SafetensorsEntry found, ModelFacts facts, IReadOnlyList<long> expected) =>
        new($"{file.Path}: the tensor \"{found.Name}\" has the shape {found.ShapeText}, but {facts.Name} on this backbone trains [{string.Join(", ", expected)}]; use the backbone that it was trained on, or train again");

    private static string Short(string digest) => digest.Length <= 12 ? digest : digest[..12] + "...";

    private static string Text(IReadOnlyList<string> items) => items.Count == 0 ? "none" : string.Join(", ", items);
}
