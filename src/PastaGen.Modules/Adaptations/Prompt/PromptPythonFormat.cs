using System.Text.Json.Nodes;

namespace PastaGen.Modules;

/// <summary>Prompts in the Python PEFT library's files, which hold the vectors as the encoder reads them, whatever made them in training.</summary>
public sealed class PromptPythonFormat : PythonFormat
{
    /// <summary>The name of what these files hold.</summary>
    internal const string Held = "prompt_embeddings";

    /// <summary>The library's word for vectors that a network gives.</summary>
    internal const string OfNetwork = "P_TUNING";

    /// <inheritdoc/>
    public override Type Attribute => typeof(PromptAttribute);

    /// <inheritdoc/>
    public override string Type => "PROMPT_TUNING";

    /// <inheritdoc/>
    public override string HeadPrefix => "base_model.";

    /// <inheritdoc/>
    public override bool Reads(string type) => type == Type || type == OfNetwork;

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutInfluence =>
    [
        "token_dim", "num_layers", "num_attention_heads", "prompt_tuning_init", "prompt_tuning_init_text", "tokenizer_name_or_path", "tokenizer_kwargs",
        "encoder_reparameterization_type", "encoder_hidden_size", "encoder_num_layers", "encoder_dropout",
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (adapter.Whole("num_transformer_submodules", 1) != 1) throw adapter.Refused("num_transformer_submodules", "1, because an encoder is one");
        return new Dictionary<string, double> { ["length"] = adapter.Whole("num_virtual_tokens") };
    }

    /// <inheritdoc/>
    public override string? NameOf(string deltaName, string prefix) => deltaName == "prompt" ? Held : null;

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var configuration = Configured(adapter);
        configuration["prompt_tuning_init"] = "RANDOM";
        return configuration;
    }

    /// <summary>What configurations say of vectors before each row, whatever made them.</summary>
    /// <param name="adapter">The adapter.</param>
    internal static JsonObject Configured(TrainedAdapter adapter) => new()
    {
        ["num_virtual_tokens"] = (int)adapter.Settings["length"],
        ["token_dim"] = adapter.Config.EmbeddingSize,
        ["num_transformer_submodules"] = 1,
        ["num_attention_heads"] = adapter.Config.HeadCount,
        ["num_layers"] = adapter.Config.LayerCount,
    };
}
