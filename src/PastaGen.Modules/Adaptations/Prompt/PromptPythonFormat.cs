namespace PastaGen.Modules;

/// <summary>Prompts in the Python PEFT library's files, which hold the vectors as the encoder reads them, whatever made them in training.</summary>
public sealed class PromptPythonFormat : PythonFormat
{
    /// <inheritdoc/>
    public override string Type => "PROMPT_TUNING";

    /// <inheritdoc/>
    public override string HeadPrefix => "base_model.";

    /// <inheritdoc/>
    public override bool Reads(string type) => type is "PROMPT_TUNING" or "P_TUNING";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (adapter.Whole("num_transformer_submodules", 1) != 1) throw adapter.Refused("num_transformer_submodules", "1, because an encoder is one");
        return new Dictionary<string, double> { ["length"] = adapter.Whole("num_virtual_tokens") };
    }

    /// <inheritdoc/>
    public override string NameOf(string deltaName, string prefix) => "prompt_embeddings";
}
