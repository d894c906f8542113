using System.Text.Json.Nodes;

namespace PastaGen.Modules;

/// <summary>
/// The vectors of (IA)³ in the Python PEFT library's files: a column for what a linear gives, a row for what enters it, under the linear's name both.
/// </summary>
public sealed class Ia3PythonFormat : PythonFormat
{
    private const string Vector = ".ia3_l", Entering = ".input.ia3_l";

    /// <inheritdoc/>
    public override Type Attribute => typeof(Ia3Attribute);

    /// <inheritdoc/>
    public override string Type => "IA3";

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutInfluence => ["feedforward_modules", "init_ia3_weights"];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter) => new Dictionary<string, double>();

    /// <inheritdoc/>
    public override string? NameOf(string deltaName, string prefix)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        return deltaName.EndsWith(Vector, StringComparison.Ordinal) ? $"base_model.model.{prefix}{deltaName.Replace(Entering, Vector, StringComparison.Ordinal)}" : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long>? ShapeHere(string deltaName, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        ArgumentNullException.ThrowIfNull(shape);
        var (one, size) = deltaName.EndsWith(Entering, StringComparison.Ordinal) ? (0, 1) : (1, 0);
        return shape.Count == 2 && shape[one] == 1 ? [shape[size]] : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long> ShapeThere(string deltaName, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        ArgumentNullException.ThrowIfNull(shape);
        return deltaName.EndsWith(Entering, StringComparison.Ordinal) ? [1, shape[0]] : [shape[0], 1];
    }

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var entering = adapter.ModulesWith(Entering);
        var leaving = adapter.ModulesWith(Vector).Where(module => !module.EndsWith(".input", StringComparison.Ordinal)).ToArray();
        if (leaving.Intersect(entering).FirstOrDefault() is { } both) throw adapter.Refused($"it multiplies what enters {both} or what that gives, not both");
        var rows = adapter.Ends(entering);
        // The library wants those of the one list among those of the other, letter by letter.
        return new()
        {
            ["target_modules"] = new JsonArray([.. adapter.Ends(leaving).Concat(rows).Select(end => end!.DeepClone())]),
            ["feedforward_modules"] = rows,
            ["fan_in_fan_out"] = false,
            ["init_ia3_weights"] = true,
        };
    }
}
