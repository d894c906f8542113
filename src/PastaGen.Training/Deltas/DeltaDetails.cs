namespace PastaGen.Training;

/// <summary>What a delta's header says beyond what its model knows.</summary>
public sealed record DeltaDetails
{
    /// <summary>The scores on the development data, by name.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The command that made the delta; its program is recorded without the folder that it was called in.</summary>
    public string? Command { get; init; }

    /// <summary>The longest row of training in tokens; null where training read tensors instead of texts, and no tokenizer is recorded.</summary>
    public int? MaxLength { get; init; }

    internal DeltaHeader HeaderOf(LoadedModel model)
    {
        var facts = model.Facts;
        var text = MaxLength is null ? null : model.Text;
        return new DeltaHeader
        {
            Model = facts.Name,
            Architecture = facts.Architecture,
            Head = facts.Head,
            Adaptations = facts.Adaptations,
            PlanHash = facts.PlanHash,
            PinnedSettings = facts.PinnedSettings,
            OpenSettings = facts.OpenSettings.ToDictionary(setting => setting.Key, setting => model.Model.Shape.Setting(setting.Key, setting.Value)),
            Labels = model.Labels,
            BackboneDigest = model.Folder.Digest(facts.CheckpointPrefix),
            Precision = model.Precision.Name(),
            TokenizerDigest = text?.Digest,
            SpecialTokenTemplate = text is null ? null : $"{text.Template} | {text.PairTemplate}",
            MaxLength = MaxLength,
            Metrics = Metrics,
            Command = Command is { } command ? WithoutFolder(command) : null,
        };
    }

    // Where the program lies is no part of how the delta was made, and equal runs have equal bytes.
    private static string WithoutFolder(string command)
    {
        var end = command.StartsWith('\'') ? command.IndexOf("' ", StringComparison.Ordinal) : command.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? command : Path.GetFileName(command[..end].TrimStart('\'')) + command[end..].TrimStart('\'');
    }
}
