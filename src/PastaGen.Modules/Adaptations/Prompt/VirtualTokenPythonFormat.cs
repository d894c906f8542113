namespace PastaGen.Modules;

/// <summary>What stands before rows in the Python PEFT library's files: one matrix with a row for each virtual token, whatever made it in training.</summary>
public abstract class VirtualTokenPythonFormat : PythonFormat
{
    /// <inheritdoc/>
    public override string HeadPrefix => "base_model.";

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
