using System.Text.Json.Nodes;

namespace PastaGen.Modules;

/// <summary>What methods with virtual tokens share in the Python PEFT library's files, which hold what the tokens are, whatever made them in training.</summary>
public abstract class VirtualTokenPythonFormat : PythonFormat
{
    /// <summary>The name of what these files hold.</summary>
    protected const string Held = "prompt_embeddings";

    /// <summary>The name in a delta of the parameter that these files hold; null where they hold what parameters give.</summary>
    protected virtual string? Parameter => null;

    /// <inheritdoc/>
    public override string HeadPrefix => "base_model.";

    /// <inheritdoc/>
    public override bool Reads(string type) => Parameter is not null && type == Type;

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutInfluence => ["token_dim", "num_layers", "num_attention_heads"];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (adapter.Whole("num_transformer_submodules", 1) != 1) throw adapter.Refused("num_transformer_submodules", "1, because an encoder is one");
        return new Dictionary<string, double> { ["length"] = adapter.Whole("num_virtual_tokens") };
    }

    /// <inheritdoc/>
    public override string? NameOf(string deltaName, string prefix) => deltaName == Parameter ? Held : null;

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
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
