using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>What became of a backbone's file: every tensor that was loaded, and every one that did not fit.</summary>
public sealed record BackboneReport
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Loaded tensors: the plan's checkpoint name, and the name in the file.</summary>
    public required IReadOnlyDictionary<string, string> Loaded { get; init; }

    /// <summary>Checkpoint names that the model needs and the file lacks.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Tensors of another shape than the model's.</summary>
    public required IReadOnlyList<MisshapenTensor> Misshapen { get; init; }

    /// <summary>Names in the file that belong to the encoder and that the model has no place for.</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }

    /// <summary>Names in the file that were passed over, with the reason.</summary>
    public required IReadOnlyDictionary<string, string> Ignored { get; init; }

    /// <summary>The name in the file of a loaded tensor; null where it was not loaded.</summary>
    /// <param name="checkpointName">The plan's name, without prefix.</param>
    public string? NameInFile(string checkpointName) => Loaded.GetValueOrDefault(checkpointName);

    /// <summary>Whether the file holds exactly what the model needs.</summary>
    public bool Fits => Missing.Count == 0 && Misshapen.Count == 0 && Unexpected.Count == 0;

    /// <summary>Stops where the file does not fit.</summary>
    /// <param name="model">The model's name.</param>
    /// <exception cref="BadInputException">Something is missing, of another shape, or unexpected; one sentence names the first few of each.</exception>
    public void ThrowUnlessFits(string model)
    {
        if (Fits) return;
        var problems = new List<string>();
        if (Missing.Count > 0)
            problems.Add($"{Count(Missing.Count, "is", "are")} missing ({List(Missing)}{Nearest()})");
        if (Misshapen.Count > 0)
            problems.Add($"{Count(Misshapen.Count, "has", "have")} another shape ({List([.. Misshapen.Select(tensor => tensor.ToString())])})");
        if (Unexpected.Count > 0)
            problems.Add($"{Count(Unexpected.Count, "is", "are")} unexpected ({List(Unexpected)})");
        throw new BadInputException($"{Path}: does not fit {model}: {string.Join(", ", problems)}; check that the config.json beside it belongs to this file");
    }

    private string Nearest() =>
        NearestName.Of(Missing[0], Unexpected) is { } nearest ? $"; the nearest name in the file is {nearest}" : "";

    private static string Count(int count, string one, string many) => count == 1 ? $"1 tensor {one}" : $"{count} tensors {many}";

    private static string List(IReadOnlyList<string> items) =>
        string.Join(", ", items.Take(3)) + (items.Count > 3 ? $" and {items.Count - 3} more" : "");
}

/// <summary>A tensor of another shape than the model's.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Expected">The model's shape.</param>
/// <param name="Found">The file's shape.</param>
public sealed record MisshapenTensor(string Name, IReadOnlyList<long> Expected, IReadOnlyList<long> Found)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: expected [{string.Join(", ", Expected)}], found [{string.Join(", ", Found)}]";
}
