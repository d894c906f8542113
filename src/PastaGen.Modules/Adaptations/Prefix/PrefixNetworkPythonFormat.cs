using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Prefixes that a network gives, in the Python PEFT library's files: these hold what it gave alone, so they are written, and read as
/// <see cref="PrefixAttribute"/>.
/// </summary>
public sealed class PrefixNetworkPythonFormat : PythonFormat
{
    private readonly PrefixPythonFormat prefix = new();

    /// <inheritdoc/>
    public override Type Attribute => typeof(PrefixNetworkAttribute);

    /// <inheritdoc/>
    public override string Type => prefix.Type;

    /// <inheritdoc/>
    public override string HeadPrefix => prefix.HeadPrefix;

    /// <inheritdoc/>
    public override bool Reads(string type) => false;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter) => prefix.Settings(adapter);

    /// <inheritdoc/>
    public override string? NameOf(string deltaName, string prefix) => null;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        adapter.RequireOnly("embedding", "middle.weight", "middle.bias", "output.weight", "output.bias");
        var (given, held) = (adapter.Tensors, PrefixPythonFormat.Held);
        return new Dictionary<string, Tensor>
        {
            [held] = PrefixNetwork.Apply(given["embedding"], given["middle.weight"], given["middle.bias"], given["output.weight"], given["output.bias"]),
        };
    }

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var configuration = PrefixPythonFormat.Configured(adapter);
        configuration["encoder_hidden_size"] = (int)adapter.Settings["middleSize"];
        configuration["prefix_projection"] = true;
        return configuration;
    }
}
