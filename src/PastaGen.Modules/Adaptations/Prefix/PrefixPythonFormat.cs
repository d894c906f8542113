using System.Text.Json.Nodes;

namespace PastaGen.Modules;

/// <summary>Prefixes in the Python PEFT library's files, which hold keys and values as they are attended to.</summary>
public class PrefixPythonFormat : VirtualTokenPythonFormat
{
    /// <inheritdoc/>
    public override Type Attribute => typeof(PrefixAttribute);

    /// <inheritdoc/>
    public override string Type => "PREFIX_TUNING";

    /// <inheritdoc/>
    protected override string? Parameter => "prefixes";

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutInfluence => [.. base.WithoutInfluence, "encoder_hidden_size", "prefix_projection", "init_weights"];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter) => new Dictionary<string, double>(base.Settings(adapter)) { ["movesPositions"] = 1 };

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        var configuration = base.Configuration(adapter);
        if (adapter.Settings["movesPositions"] == 0) throw adapter.Refused("it numbers tokens behind the prefix, and MovesPositions = false does not");
        configuration["encoder_hidden_size"] = adapter.Config.HiddenSize;
        configuration["prefix_projection"] = false;
        return configuration;
    }
}
