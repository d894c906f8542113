namespace PastaGen.Training;

/// <summary>The names that config.json files have for activations. The compiler reads such files too, and compiles this one file into itself.</summary>
internal static class ActivationNames
{
    private static readonly (string Name, Activation Activation)[] Known =
    [
        ("gelu", Activation.Gelu), ("gelu_new", Activation.GeluTanh), ("gelu_pytorch_tanh", Activation.GeluTanh), ("relu", Activation.Relu),
        ("silu", Activation.Silu), ("swish", Activation.Silu), ("tanh", Activation.Tanh),
    ];

    /// <summary>The names.</summary>
    public static IEnumerable<string> All => Known.Select(each => each.Name);

    /// <summary>The activation of a name; null where none is called so.</summary>
    public static Activation? Find(string name)
    {
        foreach (var each in Known)
            if (each.Name == name) return each.Activation;
        return null;
    }
}
