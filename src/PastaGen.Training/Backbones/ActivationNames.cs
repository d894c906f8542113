using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>The names that config.json files have for activations.</summary>
internal static class ActivationNames
{
    private static readonly Dictionary<string, Activation> Known = new(StringComparer.Ordinal)
    {
        ["gelu"] = Activation.Gelu,
        ["gelu_new"] = Activation.GeluTanh,
        ["gelu_pytorch_tanh"] = Activation.GeluTanh,
        ["relu"] = Activation.Relu,
        ["silu"] = Activation.Silu,
        ["swish"] = Activation.Silu,
        ["tanh"] = Activation.Tanh,
    };

    /// <summary>The activation of a name that stands in a file under a key.</summary>
    /// <exception cref="BadInputException">No activation is called so.</exception>
    public static Activation Read(JsonSettings settings, string key, string name) => Known.TryGetValue(name, out var activation)
        ? activation
        : throw new BadInputException($"{settings.Path}: \"{key}\" is \"{name}\", which is not supported; expected one of {string.Join(", ", Known.Keys)}");
}
