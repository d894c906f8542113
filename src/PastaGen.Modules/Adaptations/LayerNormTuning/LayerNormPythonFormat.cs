namespace PastaGen.Modules;

/// <summary>Trained layer norms in the Python PEFT library's files.</summary>
public sealed class LayerNormPythonFormat : PythonFormat
{
    /// <inheritdoc/>
    public override string Type => "LN_TUNING";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter) => new Dictionary<string, double>();

    /// <inheritdoc/>
    public override string NameOf(string deltaName, string prefix)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        var leaf = deltaName.LastIndexOf('.');
        return $"base_model.model.{prefix}{deltaName[..leaf]}.ln_tuning_layers{deltaName[leaf..]}";
    }
}
