using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>Scaled random updates in the Python PEFT library's files, which hold the random matrices too.</summary>
public sealed class VeraPythonFormat : PythonFormat
{
    private const string Narrowing = "base_model.vera_A", Widening = "base_model.vera_B", Narrow = ".vera_lambda_d", Wide = ".vera_lambda_b";

    /// <inheritdoc/>
    public override Type Attribute => typeof(VeraAttribute);

    /// <inheritdoc/>
    public override string Type => "VERA";

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutInfluence => ["vera_dropout", "d_initial", "init_weights", "layers_to_transform", "layers_pattern"];

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Constants => [Narrowing, Widening];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (!adapter.Flag("save_projection", true)) throw adapter.Refused("save_projection", "true, because random matrices that no file holds cannot be checked");
        if (adapter.Text("bias", "none") != "none") throw adapter.Refused("bias", "\"none\", because the biases are frozen here");
        return new Dictionary<string, double> { ["rank"] = adapter.Whole("r"), ["seed"] = adapter.Whole("projection_prng_key", 0) };
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Declared(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return adapter.Number("vera_dropout", 0) is > 0 and var dropout ? new Dictionary<string, double> { ["dropout"] = dropout } : [];
    }

    /// <inheritdoc/>
    public override string? NameOf(string deltaName, string prefix)
    {
        ArgumentNullException.ThrowIfNull(deltaName);
        return deltaName.EndsWith(Narrow, StringComparison.Ordinal) || deltaName.EndsWith(Wide, StringComparison.Ordinal) ? $"base_model.model.{prefix}{deltaName}" : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var tensors = new Dictionary<string, Tensor>(base.Tensors(adapter));
        var linears = adapter.ModulesWith(Wide).Select(module => adapter.Modules.TryGetValue(module, out var shape) ? shape : throw adapter.NoModule(module)).ToArray();
        var (a, b) = RandomProjections.Draw(
            (int)adapter.Settings["rank"], (int)linears.Max(shape => shape[1]), (int)linears.Max(shape => shape[0]), adapter.Settings["seed"]);
        using (a)
        using (b)
            (tensors[Narrowing], tensors[Widening]) = (a.clone(), b.clone());
        return tensors;
    }

    /// <inheritdoc/>
    public override JsonObject Configuration(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return new()
        {
            ["r"] = (int)adapter.Settings["rank"],
            ["projection_prng_key"] = (long)adapter.Settings["seed"],
            ["save_projection"] = true,
            ["d_initial"] = adapter.Settings["initialScale"],
            ["vera_dropout"] = adapter.Settings["dropout"],
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["init_weights"] = true,
            ["target_modules"] = adapter.Ends(adapter.ModulesWith(Wide)),
        };
    }
}
