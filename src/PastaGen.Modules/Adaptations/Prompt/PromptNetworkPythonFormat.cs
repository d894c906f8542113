using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Vectors that a network gives, in the Python PEFT library's files: these hold what it gave alone, so they are written, and read as
/// <see cref="PromptAttribute"/>.
/// </summary>
public sealed class PromptNetworkPythonFormat : PythonFormat
{
    private readonly PromptPythonFormat prompt = new();

    /// <inheritdoc/>
    public override Type Attribute => typeof(PromptNetworkAttribute);

    /// <inheritdoc/>
    public override string Type => PromptPythonFormat.OfNetwork;

    /// <inheritdoc/>
    public override string HeadPrefix => prompt.HeadPrefix;

    /// <inheritdoc/>
    public override bool Reads(string type) => false;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter) => prompt.Settings(adapter);

    /// <inheritdoc/>
    public override string? NameOf(string deltaName, string prefix) => null;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        adapter.RequireOnly("embedding", "first.weight", "first.bias", "second.weight", "second.bias", "third.weight", "third.bias");
        var (given, held) = (adapter.Tensors, PromptPythonFormat.Held);
        return new Dictionary<string, Tensor>
        {
            [held] = PromptNetwork.Apply(
                given["embedding"], given["first.weight"], given["first.bias"], given["second.weight"], given["second.bias"], given["third.weight"], given["third.bias"]),
        };
    }

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var configuration = PromptPythonFormat.Configured(adapter);
        configuration["encoder_reparameterization_type"] = "MLP";
        configuration["encoder_hidden_size"] = (int)adapter.Settings["middleSize"];
        configuration["encoder_num_layers"] = 2;
        configuration["encoder_dropout"] = 0.0;
        return configuration;
    }
}
