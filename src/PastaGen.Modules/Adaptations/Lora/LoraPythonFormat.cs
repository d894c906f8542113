namespace PastaGen.Modules;

/// <summary>Low-rank updates in the Python PEFT library's files.</summary>
public sealed class LoraPythonFormat : PythonFormat
{
    /// <inheritdoc/>
    public override string Type => "LORA";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        Refuse(adapter, "use_dora");
        return Updates(adapter);
    }

    /// <summary>The settings of the two matrices, whatever is made of them.</summary>
    /// <param name="adapter">The configuration.</param>
    internal static IReadOnlyDictionary<string, double> Updates(IConfigSettings adapter)
    {
        Refuse(adapter, "rank_pattern", "alpha_pattern", "lora_bias", "layer_replication", "target_parameters", "trainable_token_indices",
            "alora_invocation_tokens", "use_bdlora", "use_qalora", "kasa_config", "velora_config", "monteclora_config", "arrow_config", "fan_in_fan_out");
        // The library's names for all biases depend on which linears have updates.
        if (adapter.Text("bias", "none") is not ("none" or "lora_only")) throw adapter.Refused("bias", "\"none\" or \"lora_only\", because names of others are not told apart here");
        return new Dictionary<string, double>
        {
            ["rank"] = adapter.Whole("r"),
            ["alpha"] = adapter.Number("lora_alpha"),
            ["scaling"] = (double)(adapter.Flag("use_rslora") ? LoraScaling.RootOfRank : LoraScaling.Rank),
        };
    }

    /// <inheritdoc/>
    public override string NameOf(string deltaName, string prefix)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        const string bias = ".bias";
        return deltaName.EndsWith(bias, StringComparison.Ordinal)
            ? $"base_model.model.{prefix}{deltaName[..^bias.Length]}.base_layer{bias}" : $"base_model.model.{prefix}{deltaName}.weight";
    }
}
