using System.Text.Json.Nodes;

namespace PastaGen.Modules;

/// <summary>Trained layer norms in the Python PEFT library's files.</summary>
public sealed class LayerNormPythonFormat : PythonFormat
{
    /// <inheritdoc/>
    public override Type Attribute => typeof(LayerNormTuningAttribute);

    /// <inheritdoc/>
    public override string Type => "LN_TUNING";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter) => new Dictionary<string, double>();

    /// <inheritdoc/>
    public override string? NameOf(string deltaName, string prefix)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        var leaf = deltaName.LastIndexOf('.');
        return $"base_model.model.{prefix}{deltaName[..leaf]}.ln_tuning_layers{deltaName[leaf..]}";
    }

    /// <summary>The library trains whatever modules are named, norms or not.</summary>
    /// <param name="adapter">The adapter.</param>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return new() { ["target_modules"] = adapter.Ends([.. adapter.ModulesWith(".weight").Union(adapter.ModulesWith(".bias"))]) };
    }
}
