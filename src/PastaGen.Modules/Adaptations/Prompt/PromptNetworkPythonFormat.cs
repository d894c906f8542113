using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Vectors that a network gives, in the Python PEFT library's files: these hold what it gave alone, so they are written, and read as
/// <see cref="PromptAttribute"/>.
/// </summary>
public sealed class PromptNetworkPythonFormat : VirtualTokenPythonFormat
{
    /// <inheritdoc/>
    public override Type Attribute => typeof(PromptNetworkAttribute);

    /// <inheritdoc/>
    public override string Type => "P_TUNING";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        adapter.RequireOnly("embedding", "first.weight", "first.bias", "second.weight", "second.bias", "third.weight", "third.bias");
        var given = adapter.Tensors;
        return new Dictionary<string, Tensor>
        {
            [Held] = PromptNetwork.Apply(
                given["embedding"], given["first.weight"], given["first.bias"], given["second.weight"], given["second.bias"], given["third.weight"], given["third.bias"]),
        };
    }

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        var configuration = base.Configuration(adapter);
        configuration["token_dim"] = adapter.Config.EmbeddingSize;
        configuration["encoder_reparameterization_type"] = "MLP";
        configuration["encoder_hidden_size"] = (int)adapter.Settings["middleSize"];
        configuration["encoder_num_layers"] = 2;
        configuration["encoder_dropout"] = 0.0;
        return configuration;
    }
}
