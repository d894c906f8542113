namespace PastaGen.Modules;

/// <summary>
/// The vectors of (IA)³ in the Python PEFT library's files: a column for what a linear gives, a row for what enters it, under the linear's name both.
/// </summary>
public sealed class Ia3PythonFormat : PythonFormat
{
    private const string Entering = ".input.ia3_l";

    /// <inheritdoc/>
    public override string Type => "IA3";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        Refuse(adapter, "fan_in_fan_out");
        return new Dictionary<string, double>();
    }

    /// <inheritdoc/>
    public override string NameOf(string deltaName, string prefix)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        return $"base_model.model.{prefix}{deltaName.Replace(Entering, ".ia3_l", StringComparison.Ordinal)}";
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long>? ShapeHere(string deltaName, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        ArgumentNullException.ThrowIfNull(shape);
        if (!deltaName.EndsWith(".ia3_l", StringComparison.Ordinal)) return shape;
        var (one, size) = deltaName.EndsWith(Entering, StringComparison.Ordinal) ? (0, 1) : (1, 0);
        return shape.Count == 2 && shape[one] == 1 ? [shape[size]] : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long> ShapeThere(string deltaName, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        ArgumentNullException.ThrowIfNull(shape);
        if (!deltaName.EndsWith(".ia3_l", StringComparison.Ordinal)) return shape;
        return deltaName.EndsWith(Entering, StringComparison.Ordinal) ? [1, shape[0]] : [shape[0], 1];
    }
}
