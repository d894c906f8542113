using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

/// <summary>Attention of two small heads as loops over doubles, and gradients by its differences.</summary>
internal static class PlainAttention
{
    public const int Hidden = 8, Heads = 2;

    /// <summary>Random states that take gradients, <c>[tokens, hidden]</c>.</summary>
    public static Tensor Leaf(int tokens) => randn(tokens, Hidden).requires_grad_(true);

    public static float[] Floats(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    /// <summary>What queries attend to.</summary>
    /// <param name="queries"><c>[queries, hidden]</c>.</param>
    /// <param name="keys"><c>[tokens, hidden]</c>.</param>
    /// <param name="values"><c>[tokens, hidden]</c>.</param>
    /// <param name="seen">For each query the tokens that it sees, and whether it sees them alike.</param>
    public static float[] Attend(Tensor queries, Tensor keys, Tensor values, IReadOnlyList<(int[] Tokens, bool Evenly)> seen)
    {
        const int size = Hidden / Heads;
        var (query, key, value) = (Floats(queries), Floats(keys), Floats(values));
        var output = new float[query.Length];
        foreach (var (q, (tokens, evenly)) in seen.Index())
            for (var h = 0; h < Heads; h++)
            {
                var scores = tokens.Select(token => evenly ? 0
                    : Enumerable.Range(h * size, size).Sum(i => (double)query[(q * Hidden) + i] * key[(token * Hidden) + i]) / Math.Sqrt(size)).ToArray();
                var total = scores.Sum(Math.Exp);
                foreach (var (k, token) in tokens.Index())
                    for (var i = h * size; i < (h + 1) * size; i++)
                        output[(q * Hidden) + i] += (float)(Math.Exp(scores[k]) / total * value[(token * Hidden) + i]);
            }
        return output;
    }

    /// <summary>
    /// Holds the gradient along each state itself to a central difference of the plain sums: (f(x + d x) - f(x - d x)) / 2d.
    /// </summary>
    /// <param name="plain">The plain sums of query, key and value.</param>
    /// <param name="states">Query, key and value, with their gradients.</param>
    /// <param name="weight">What the sums are weighed with.</param>
    /// <param name="ofValuesAlone">Whether scores are lost in rounding, which a gradient does not see.</param>
    public static void HasGradients(Func<Tensor, Tensor, Tensor, float[]> plain, Tensor[] states, Tensor weight, bool ofValuesAlone)
    {
        foreach (var leaf in ofValuesAlone ? states[2..] : states)
        {
            double Moved(double step)
            {
                Tensor[] moved = [.. states.Select(state => ReferenceEquals(state, leaf) ? state.detach() * (1 + step) : state.detach())];
                return plain(moved[0], moved[1], moved[2]).Zip(Floats(weight), (a, b) => (double)a * b).Sum();
            }
            var expected = (Moved(1e-2) - Moved(-1e-2)) / 2e-2;
            var actual = (leaf.grad! * leaf.detach()).sum().item<float>();
            Assert.True(Math.Abs(expected - actual) < 2e-3 * (1 + Math.Abs(expected)), $"expected {expected}, found {actual}");
        }
    }
}
