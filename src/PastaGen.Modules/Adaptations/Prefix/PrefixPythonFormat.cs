using System.Text.Json.Nodes;

namespace PastaGen.Modules;

/// <summary>Prefixes in the Python PEFT library's files, which hold keys and values as they are attended to, whatever made them in training.</summary>
public sealed class PrefixPythonFormat : PythonFormat
{
    /// <summary>The name of what these files hold.</summary>
    internal const string Held = "prompt_embeddings";

    /// <inheritdoc/>
    public override Type Attribute => typeof(PrefixAttribute);

    /// <inheritdoc/>
    public override string Type => "PREFIX_TUNING";

    /// <inheritdoc/>
    public override string HeadPrefix => "base_model.";

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutInfluence => ["token_dim", "num_layers", "num_attention_heads", "encoder_hidden_size", "prefix_projection", "init_weights"];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (adapter.Whole("num_transformer_submodules", 1) != 1) throw adapter.Refused("num_transformer_submodules", "1, because an encoder is one");
        return new Dictionary<string, double> { ["length"] = adapter.Whole("num_virtual_tokens"), ["movesPositions"] = 1 };
    }

    /// <inheritdoc/>
    public override string? NameOf(string deltaName, string prefix) => deltaName == "prefixes" ? Held : null;

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var configuration = Configured(adapter);
        configuration["encoder_hidden_size"] = adapter.Config.HiddenSize;
        configuration["prefix_projection"] = false;
        return configuration;
    }

    /// <summary>What configurations say of a prefix, whatever made it.</summary>
    /// <param name="adapter">The adapter.</param>
    internal static JsonObject Configured(TrainedAdapter adapter)
    {
        if (adapter.Settings["movesPositions"] == 0) throw adapter.Refused("it numbers tokens behind the prefix, and MovesPositions = false does not");
        return new()
        {
            ["num_virtual_tokens"] = (int)adapter.Settings["length"],
            ["token_dim"] = adapter.Config.HiddenSize,
            ["num_transformer_submodules"] = 1,
            ["num_attention_heads"] = adapter.Config.HeadCount,
            ["num_layers"] = adapter.Config.LayerCount,
        };
    }
}
