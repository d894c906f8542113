using System.Text.Json.Nodes;

namespace PastaGen.Modules;

/// <summary>Prompts in the Python PEFT library's files, which hold the vectors as the encoder reads them.</summary>
public sealed class PromptPythonFormat : VirtualTokenPythonFormat
{
    /// <inheritdoc/>
    public override Type Attribute => typeof(PromptAttribute);

    /// <inheritdoc/>
    public override string Type => "PROMPT_TUNING";

    /// <inheritdoc/>
    protected override string? Parameter => "prompt";

    /// <inheritdoc/>
    public override bool Reads(string type) => type is "PROMPT_TUNING" or "P_TUNING";

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutInfluence =>
    [
        .. base.WithoutInfluence, "prompt_tuning_init", "prompt_tuning_init_text", "tokenizer_name_or_path", "tokenizer_kwargs",
        "encoder_reparameterization_type", "encoder_hidden_size", "encoder_num_layers", "encoder_dropout",
    ];

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        var configuration = base.Configuration(adapter);
        configuration["token_dim"] = adapter.Config.EmbeddingSize;
        configuration["prompt_tuning_init"] = "RANDOM";
        return configuration;
    }
}
