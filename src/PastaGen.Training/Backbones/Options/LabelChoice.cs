using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>Which labels a model gets: those asked for, its own, or those of a head that its backbone's file holds.</summary>
internal static class LabelChoice
{
    public static IReadOnlyList<string> Choose(ModelFacts facts, EncoderConfig config, BackboneFolder folder, LoadOptions options)
    {
        if (options.Labels is { } asked && options.LabelCount is { } number && asked.Count != number)
            throw new BadInputException($"{facts.Name} is to have {number} labels, but {asked.Count} names are given");
        var wished = options.Labels ?? (options.LabelCount is { } count ? Numbered(count, config, folder) : null);
        if (facts.Labels is { } declared)
        {
            if (wished is not null && (options.Labels is null ? wished.Count != declared.Count : !wished.SequenceEqual(declared)))
                throw new BadInputException($"{facts.Name} has the labels {Text(declared)}, but {(options.Labels is null ? $"{wished.Count} labels" : Text(wished))} are asked for");
            return wished is null && options.HeadFromFile ? WithHead(facts, config, folder, options, declared) : declared;
        }
        return wished ?? FromHead(facts, config, folder, options);
    }

    // Without a delta, without a head in the file and without a wish to train one there is nothing that could answer for the labels.
    private static IReadOnlyList<string> WithHead(ModelFacts facts, EncoderConfig config, BackboneFolder folder, LoadOptions options, IReadOnlyList<string> declared)
    {
        var found = FromHead(facts, config, folder, options);
        if (found.Count > 0 && found.Count != declared.Count)
            throw new BadInputException(
                $"{folder.Weights.Path}: its head {facts.HeadCheckpointName} has {found.Count} labels, but {facts.Name} has {declared.Count} ({Text(declared)}); use a backbone with a head of these labels, or load a delta");
        return found.Count == 0 ? [] : declared;
    }

    // Only a model that trains everything, or the head alone, can have been trained before without a delta.
    private static IReadOnlyList<string> FromHead(ModelFacts facts, EncoderConfig config, BackboneFolder folder, LoadOptions options)
    {
        var readsHead = options.HeadFromFile && facts.Adaptations is ["full" or "head-only"];
        return readsHead && folder.Weights.Find(facts.HeadTensorName) is { Shape: [var labels, _] }
            ? Numbered(checked((int)labels), config, folder)
            : [];
    }

    /// <summary>The number of labels of a head whose labels are words; 0 where the model is to answer as its backbone's file does, and that holds no such head.</summary>
    public static int Words(ModelFacts facts, EncoderConfig config, BackboneFolder folder, LoadOptions options)
    {
        if (!config.Settings.Flag("tie_word_embeddings", fallback: true))
            throw new BadInputException($"{folder.Path}: its config.json says \"tie_word_embeddings\" false, but {facts.Name} scores words by their embeddings; use a checkpoint that ties the two");
        var words = config.VocabularySize;
        if (options.LabelCount is { } asked && asked != words)
            throw new BadInputException($"{facts.Name} scores the {words} words of its vocabulary, but {asked} labels are asked for");
        return options is { LabelCount: null, HeadFromFile: true } && folder.Weights.Find(facts.HeadTensorName) is null ? 0 : words;
    }

    private static IReadOnlyList<string> Numbered(int count, EncoderConfig config, BackboneFolder folder)
    {
        if (config.Labels is not { } named || named.Count != count) return [.. Enumerable.Range(0, count).Select(id => $"LABEL_{id}")];
        if (named.GroupBy(label => label).FirstOrDefault(alike => alike.Count() > 1) is { Key: var twice })
            throw new BadInputException($"{folder.Path}: its config.json names the label {twice} twice in \"id2label\"; give each label a name of its own");
        return named;
    }

    private static string Text(IReadOnlyList<string> labels) => string.Join(", ", labels);
}
