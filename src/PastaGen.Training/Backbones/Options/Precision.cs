using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// What matrix products are computed in. Whatever is trained, its moments, the loss and the softmax over labels are float32 always.
/// </summary>
public enum Precision
{
    /// <summary>IEEE float of 32 bits: <c>fp32</c>.</summary>
    Fp32,

    /// <summary>
    /// Brain float of 16 bits: <c>bf16</c>. A frozen backbone is held in it, at half the memory; one that is trained stays in float32
    /// and is computed under autocast.
    /// </summary>
    Bf16,
}

/// <summary>The names of precisions on a command line and in files.</summary>
public static class Precisions
{
    /// <summary>The name, <c>fp32</c> or <c>bf16</c>.</summary>
    /// <param name="precision">The precision.</param>
    public static string Name(this Precision precision) => precision == Precision.Fp32 ? "fp32" : "bf16";

    /// <summary>The engine's type for the backbone's weights.</summary>
    /// <param name="precision">The precision.</param>
    public static ScalarType ToScalarType(this Precision precision) =>
        precision == Precision.Fp32 ? ScalarType.Float32 : ScalarType.BFloat16;

    /// <summary>The precision of a name; null for <c>auto</c>, which leaves it to the machine.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="BadInputException">There is none of that name.</exception>
    public static Precision? Parse(string name) => name switch
    {
        "auto" => null,
        "fp32" => Precision.Fp32,
        "bf16" => Precision.Bf16,
        _ => throw new BadInputException($"there is no precision \"{name}\"; expected auto, fp32 or bf16"),
    };
}
