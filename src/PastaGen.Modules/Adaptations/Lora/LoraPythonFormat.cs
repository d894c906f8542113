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
        Refuse(adapter, "use_dora", "rank_pattern", "alpha_pattern", "lora_bias", "layer_replication", "target_parameters", "trainable_token_indices",
            "alora_invocation_tokens", "use_bdlora", "use_qalora", "kasa_config", "velora_config", "monteclora_config", "arrow_config", "fan_in_fan_out");
        if (adapter.Text("bias", "none") != "none") throw adapter.Refused("bias", "\"none\", because the biases are frozen here");
        return new Dictionary<string, double>
        {
            ["rank"] = adapter.Whole("r"),
            ["alpha"] = adapter.Number("lora_alpha"),
            ["scaling"] = (double)(adapter.Flag("use_rslora") ? LoraScaling.RootOfRank : LoraScaling.Rank),
        };
    }

    /// <inheritdoc/>
    public override string NameOf(string deltaName, string prefix) => $"base_model.model.{prefix}{deltaName}.weight";
}
