using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class ActivationsTests
{
    private static readonly float[] Inputs = [-3, -1.5f, -0.5f, 0, 0.25f, 1, 2.5f];

    // erf by its Taylor series, 60 terms: more than enough below 3.
    private static double Erf(double x)
    {
        double sum = 0, term = x;
        for (var n = 0; n < 60; n++)
        {
            sum += term / (2 * n + 1);
            term *= -x * x / (n + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    public static TheoryData<Activation, Func<double, double>> Formulas => new()
    {
        { Activation.Gelu, x => x * 0.5 * (1 + Erf(x / Math.Sqrt(2))) },
        { Activation.GeluTanh, x => x * 0.5 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) },
        { Activation.Relu, x => Math.Max(x, 0) },
        { Activation.Silu, x => x / (1 + Math.Exp(-x)) },
        { Activation.Tanh, Math.Tanh },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Each_activation_is_its_formula(Activation activation, Func<double, double> formula)
    {
        using var scope = NewDisposeScope();
        Near.Equal([.. Inputs.Select(x => (float)formula(x))], activation.Apply(tensor(Inputs)), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_gate_multiplies_what_the_first_half_of_a_row_is_activated_to(Activation activation, Func<double, double> formula)
    {
        using var scope = NewDisposeScope();
        float[] gates = [2, -1, 0.5f, 3, 0, -4, 1];
        var rows = tensor([.. Inputs, .. gates, .. gates, .. Inputs]).view(2, 2 * Inputs.Length);
        float[] expected = [.. Inputs.Zip(gates, (x, gate) => (float)(formula(x) * gate)), .. gates.Zip(Inputs, (x, gate) => (float)(formula(x) * gate))];
        Near.Equal(expected, activation.ApplyWithGate(rows), 1e-6);
    }

    [Fact]
    public void Every_activation_has_a_formula_in_this_test() =>
        Assert.Equal(Enum.GetValues<Activation>().Length, Formulas.Count);
}
