using System.Text.Json.Nodes;

namespace PastaGen.Modules;

/// <summary>Low-rank updates in the Python PEFT library's files.</summary>
public sealed class LoraPythonFormat : PythonFormat
{
    private const string Narrowing = ".lora_A", Bias = ".bias";

    // Other ways to begin write into the weights of the backbone.
    private static readonly string[] Beginnings = ["true", "false", "gaussian", "eva", "orthogonal"];

    /// <inheritdoc/>
    public override Type Attribute => typeof(LoraAttribute);

    /// <inheritdoc/>
    public override string Type => "LORA";

    /// <inheritdoc/>
    public override bool IsMeantBy(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return !adapter.Flag("use_dora");
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutInfluence =>
        ["lora_dropout", "layers_to_transform", "layers_pattern", "qalora_group_size", "loftq_config", "eva_config", "corda_config", "lora_ga_config", "megatron_core", "runtime_config"];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (adapter.Flag("use_dora")) throw adapter.Refused("use_dora", "false, because the model does not divide weights by their lengths");
        if (adapter.Text("bias", "none") is not ("none" or "lora_only" or "all")) throw adapter.Refused("bias", "\"none\", \"lora_only\" or \"all\"");
        return Updates(adapter);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Declared(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var declared = Training(adapter);
        if (adapter.Text("bias", "none") is not "none" and var biases) declared["biases"] = (double)(biases == "all" ? LoraBiases.All : LoraBiases.Adapted);
        return declared;
    }

    /// <inheritdoc/>
    public override string? NameOf(string deltaName, string prefix)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        return deltaName.EndsWith(Bias, StringComparison.Ordinal) ? $"base_model.model.{prefix}{deltaName[..^Bias.Length]}.base_layer{Bias}" : NameOfMatrix(deltaName, prefix);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> NamesOf(string deltaName, string prefix)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        return deltaName.EndsWith(Bias, StringComparison.Ordinal) ? [NameOf(deltaName, prefix)!, WithoutUpdate(deltaName, prefix)] : base.NamesOf(deltaName, prefix);
    }

    /// <inheritdoc/>
    protected override string? NameIn(string deltaName, TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        ArgumentNullException.ThrowIfNull(adapter);
        return deltaName.EndsWith(Bias, StringComparison.Ordinal) && !adapter.Tensors.ContainsKey(deltaName[..^Bias.Length] + Narrowing)
            ? WithoutUpdate(deltaName, adapter.Prefix)
            : NameOf(deltaName, adapter.Prefix);
    }

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var (adapted, biases) = (adapter.ModulesWith(Narrowing), adapter.ModulesWith(Bias));
        var other = biases.Except(adapted).FirstOrDefault();
        if (other is not null && adapter.Biases.FirstOrDefault(bias => !adapter.Tensors.ContainsKey(bias)) is { } frozen)
            throw adapter.Refused($"the bias of {other} is trained, which has no update, and {frozen} is not: its files hold all biases (Biases = LoraBiases.All), or those of linears with an update (LoraBiases.Adapted)");
        var configuration = Configured(adapter);
        configuration["bias"] = other is not null ? "all" : biases.Count == 0 ? "none" : "lora_only";
        configuration["use_dora"] = false;
        return configuration;
    }

    // Where a linear has an update, the library holds the linear in a module inside.
    private static string WithoutUpdate(string deltaName, string prefix) => $"base_model.model.{prefix}{deltaName}";

    /// <summary>The settings of the two matrices, whatever is made of them.</summary>
    /// <param name="adapter">The configuration.</param>
    internal static Dictionary<string, double> Updates(IConfigSettings adapter)
    {
        // A truth value, or the name of a way to begin.
        if (adapter.IsText("init_lora_weights") && !Beginnings.Contains(adapter.Text("init_lora_weights")))
            throw adapter.Refused("init_lora_weights", $"one of {string.Join(", ", Beginnings)}, because others change the weights of the backbone");
        adapter.Has("init_lora_weights");
        return new()
        {
            ["rank"] = adapter.Whole("r"),
            ["alpha"] = adapter.Number("lora_alpha"),
            ["scaling"] = (double)(adapter.Flag("use_rslora") ? LoraScaling.RootOfRank : LoraScaling.Rank),
        };
    }

    /// <summary>What training alone reads.</summary>
    /// <param name="adapter">The configuration.</param>
    internal static Dictionary<string, double> Training(IConfigSettings adapter) =>
        adapter.Number("lora_dropout", 0) is > 0 and var dropout ? new() { ["dropout"] = dropout } : [];

    /// <summary>The name of one of the two matrices; null where it is neither.</summary>
    /// <param name="deltaName">Its name in a delta.</param>
    /// <param name="prefix">What stands before the encoder's names.</param>
    internal static string? NameOfMatrix(string deltaName, string prefix) =>
        deltaName.EndsWith(Narrowing, StringComparison.Ordinal) || deltaName.EndsWith(".lora_B", StringComparison.Ordinal) ? $"base_model.model.{prefix}{deltaName}.weight" : null;

    /// <summary>What configurations say of the two matrices, whatever is made of them.</summary>
    /// <param name="adapter">The adapter.</param>
    internal static JsonObject Configured(TrainedAdapter adapter) => new()
    {
        ["r"] = (int)adapter.Settings["rank"],
        // The library writes whole numbers as such.
        ["lora_alpha"] = adapter.Settings["alpha"] is var alpha && alpha == Math.Floor(alpha) ? JsonValue.Create((long)alpha) : JsonValue.Create(alpha),
        ["lora_dropout"] = adapter.Settings["dropout"],
        ["use_rslora"] = adapter.Settings["scaling"] == (double)LoraScaling.RootOfRank,
        ["bias"] = "none",
        ["fan_in_fan_out"] = false,
        ["init_lora_weights"] = true,
        ["target_modules"] = adapter.Ends(adapter.ModulesWith(Narrowing)),
    };
}
