using System.Text.Json.Nodes;

namespace PastaGen.Modules;

/// <summary>Weight-decomposed updates in the Python PEFT library's files: low-rank ones whose configuration says <c>use_dora</c>.</summary>
public sealed class DoraPythonFormat : PythonFormat
{
    private readonly LoraPythonFormat updates = new();

    /// <inheritdoc/>
    public override Type Attribute => typeof(DoraAttribute);

    /// <inheritdoc/>
    public override string Type => updates.Type;

    /// <inheritdoc/>
    public override bool IsMeantBy(IConfigSettings adapter) => !updates.IsMeantBy(adapter);

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutInfluence => updates.WithoutInfluence;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (!adapter.Flag("use_dora")) throw adapter.Refused("use_dora", "true, because the model divides weights by their lengths");
        if (adapter.Text("bias", "none") != "none") throw adapter.Refused("bias", "\"none\", because the biases are frozen here");
        return LoraPythonFormat.Updates(adapter);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Declared(IConfigSettings adapter) => LoraPythonFormat.Training(adapter);

    /// <inheritdoc/>
    public override string? NameOf(string deltaName, string prefix)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        return deltaName.EndsWith(".lora_magnitude_vector", StringComparison.Ordinal) ? $"base_model.model.{prefix}{deltaName}" : LoraPythonFormat.NameOfMatrix(deltaName, prefix);
    }

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        var configuration = LoraPythonFormat.Configured(adapter);
        configuration["use_dora"] = true;
        return configuration;
    }
}
