using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>A trained adaptation, as a <see cref="PythonFormat"/> turns it into the Python PEFT library's files.</summary>
public sealed class TrainedAdapter
{
    /// <summary>The encoder.</summary>
    public required EncoderConfig Config { get; init; }

    /// <summary>What stands before the encoder's names in the family's checkpoints, its dot included.</summary>
    public required string Prefix { get; init; }

    /// <summary>Everything that is trained but the head, by its name in a delta, in the CPU's memory.</summary>
    public required IReadOnlyDictionary<string, Tensor> Tensors { get; init; }

    /// <summary>The adaptation's settings, pinned and open ones, by their names without its id; a truth value is 0 or 1, and an enum's member its number.</summary>
    public required IReadOnlyDictionary<string, double> Settings { get; init; }

    /// <summary>
    /// The shapes of the weights of the model's modules, by the library's names for these: those of a checkpoint, <see cref="Prefix"/> included where they are
    /// the encoder's.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<long>> Modules { get; init; }

    /// <summary>The biases of the encoder, trained or not, by the names that a delta has for them.</summary>
    public required IReadOnlyList<string> Biases { get; init; }

    /// <summary>Makes the error of what the library cannot hold or do, of the end of a sentence that says what.</summary>
    public required Func<string, Exception> Refused { get; init; }

    /// <summary>Modules that have a trained tensor, by the library's names for them.</summary>
    /// <param name="leaf">What stands behind the module's name in a tensor's, its dot included.</param>
    public IReadOnlyList<string> ModulesWith(string leaf) =>
        [.. Tensors.Keys.Where(name => name.EndsWith(leaf, StringComparison.Ordinal)).Select(name => Prefix + name[..^leaf.Length])];

    /// <summary>Refuses an adapter that trains something else than some parameters.</summary>
    /// <param name="names">The parameters' names in a delta.</param>
    public void RequireOnly(params ReadOnlySpan<string> names)
    {
        foreach (var name in Tensors.Keys)
            if (!names.Contains(name))
                throw Untold(name);
    }

    /// <summary>The error of a trained tensor that the library's files have no name for.</summary>
    /// <param name="deltaName">Its name in a delta.</param>
    public Exception Untold(string deltaName) => Refused($"its files have no place for {deltaName}, which is trained");

    /// <summary>The error of a place whose linear is rows of a larger one.</summary>
    /// <param name="module">What would be the module's name.</param>
    public Exception NoModule(string module) => Refused($"{module} is no module of its own in a checkpoint, but a part of one");

    /// <summary>
    /// Modules by the shortest ends of their names that no other module's name has, which is how the library's configurations tell modules: one end stands
    /// for the same module of all layers.
    /// </summary>
    /// <param name="modules">Some of <see cref="Modules"/>.</param>
    public JsonArray Ends(IReadOnlyCollection<string> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        if (modules.FirstOrDefault(module => !Modules.ContainsKey(module)) is { } part) throw NoModule(part);
        var others = Modules.Keys.Except(modules, StringComparer.Ordinal).ToArray();
        var ends = modules.Select(module =>
        {
            var parts = module.Split('.');
            // Without a look at dots: some of the library's comparisons do not look at them either.
            return Enumerable.Range(1, parts.Length).Select(count => string.Join('.', parts[^count..]))
                .FirstOrDefault(end => !others.Any(other => other.EndsWith(end, StringComparison.Ordinal))) ?? module;
        });
        return [.. ends.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(end => JsonValue.Create(end))];
    }
}
