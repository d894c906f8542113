using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>Scaled random updates in the Python PEFT library's files, which hold the random matrices too.</summary>
public sealed class VeraPythonFormat : PythonFormat
{
    private const string Narrowing = "base_model.vera_A", Widening = "base_model.vera_B";

    /// <inheritdoc/>
    public override string Type => "VERA";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        Refuse(adapter, "fan_in_fan_out");
        if (!adapter.Flag("save_projection", true)) throw adapter.Refused("save_projection", "true, because random matrices that no file holds cannot be checked");
        if (adapter.Text("bias", "none") != "none") throw adapter.Refused("bias", "\"none\", because the biases are frozen here");
        return new Dictionary<string, double> { ["rank"] = adapter.Whole("r"), ["seed"] = adapter.Whole("projection_prng_key", 0) };
    }

    /// <inheritdoc/>
    public override string NameOf(string deltaName, string prefix) => $"base_model.model.{prefix}{deltaName}";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Constants(IConfigSettings adapter, Func<string, IReadOnlyList<long>?> shapeOf)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(shapeOf);
        if (shapeOf(Narrowing) is not [_, var input] || shapeOf(Widening) is not [var output, _]) return new Dictionary<string, Tensor>();
        var (a, b) = RandomProjections.Draw(adapter.Whole("r"), (int)input, (int)output, adapter.Whole("projection_prng_key", 0));
        return new Dictionary<string, Tensor> { [Narrowing] = a, [Widening] = b };
    }
}
