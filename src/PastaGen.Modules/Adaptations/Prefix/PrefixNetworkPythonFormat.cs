using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Prefixes that a network gives, in the Python PEFT library's files: these hold what it gave alone, so they are written, and read as
/// <see cref="PrefixAttribute"/>.
/// </summary>
public sealed class PrefixNetworkPythonFormat : PrefixPythonFormat
{
    /// <inheritdoc/>
    public override Type Attribute => typeof(PrefixNetworkAttribute);

    /// <inheritdoc/>
    protected override string? Parameter => null;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        adapter.RequireOnly("embedding", "middle.weight", "middle.bias", "output.weight", "output.bias");
        var given = adapter.Tensors;
        return new Dictionary<string, Tensor>
        {
            [Held] = PrefixNetwork.Apply(given["embedding"], given["middle.weight"], given["middle.bias"], given["output.weight"], given["output.bias"]),
        };
    }

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        var configuration = base.Configuration(adapter);
        configuration["encoder_hidden_size"] = (int)adapter.Settings["middleSize"];
        configuration["prefix_projection"] = true;
        return configuration;
    }
}
