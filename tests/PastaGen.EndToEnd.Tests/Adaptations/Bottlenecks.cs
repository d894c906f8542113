using PastaGen.EndToEnd.Tests.Reference;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>The formula of bottlenecks: <c>y + s (U f(D x + d) + u)</c>.</summary>
internal static class Bottlenecks
{
    public const int Reduction = 2, Width = Hidden / Reduction;

    private const int Hidden = TinyBackbone.Hidden;

    public const int Count = (2 * Hidden * Width) + Width + Hidden;

    public static PlainEncoder Encoder(
        PlainWeights plain, IReadOnlyDictionary<string, double[]> trained, Func<double, double> activation, Func<PlainEncoder, string, double[], double[], double[]> read,
        Func<string, double>? scale = null) =>
        new(plain.Values, TinyBackbone.Layers, Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate) { BlockAnswers = Answers(trained, activation, read, scale) };

    /// <summary>What blocks give.</summary>
    /// <param name="trained">What the delta holds.</param>
    /// <param name="activation">f.</param>
    /// <param name="read">x, from the encoder, the name of the block's last linear, what that gives, and the residual.</param>
    /// <param name="scale">s, from the name of the block's last linear; 1 where it is null.</param>
    public static Func<PlainEncoder, string, double[][], double[][], int[], double[][]> Answers(
        IReadOnlyDictionary<string, double[]> trained, Func<double, double> activation, Func<PlainEncoder, string, double[], double[], double[]> read,
        Func<string, double>? scale = null) =>
        (encoder, name, outputs, residuals, _) => !trained.TryGetValue(name + ".adapter_down.weight", out var down) ? outputs : [.. outputs.Zip(residuals, (output, residual) =>
        {
            var narrow = PlainEncoder.Add(PlainMatrix.Times(down, read(encoder, name, output, residual)), trained[name + ".adapter_down.bias"]).Select(activation).ToArray();
            var wide = PlainEncoder.Add(PlainMatrix.Times(trained[name + ".adapter_up.weight"], narrow), trained[name + ".adapter_up.bias"]);
            return output.Zip(wide, (y, added) => y + ((scale?.Invoke(name) ?? 1) * added)).ToArray();
        })];

    /// <summary>What would leave a block without an adapter: <c>Norm(y + r)</c>.</summary>
    public static double[] Leaving(PlainEncoder encoder, string name, double[] output, double[] residual) =>
        encoder.Norm(PlainEncoder.Add(output, residual), name.Replace("dense", "LayerNorm", StringComparison.Ordinal));

    /// <summary>Zero for what is below it.</summary>
    public static double Relu(double x) => Math.Max(x, 0);
}
