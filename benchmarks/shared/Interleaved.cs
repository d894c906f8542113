using System.Diagnostics;
using System.Globalization;
using TorchSharp;

namespace PastaGen.Benchmarks;

/// <summary>Two ways to compute the same, timed in turns, so that what else the machine does meets both.</summary>
internal static class Interleaved
{
    /// <summary>Times both, forward and with the gradients of the inputs, and gives the best of the rounds.</summary>
    /// <param name="rounds">Rounds that count; another one comes before them.</param>
    /// <param name="one">The one way: what it takes gradients of, and what it computes.</param>
    /// <param name="other">The other way.</param>
    public static Timings Time(int rounds, (torch.Tensor[] Inputs, Func<torch.Tensor> Work) one, (torch.Tensor[] Inputs, Func<torch.Tensor> Work) other)
    {
        _ = (Once(one), Once(other));
        var best = new Timings(double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        for (var round = 0; round < rounds; round++)
        {
            var (first, second) = (Once(one), Once(other));
            best = new(
                Math.Min(best.One, first.Forward), Math.Min(best.OneWithGradients, first.Whole),
                Math.Min(best.Other, second.Forward), Math.Min(best.OtherWithGradients, second.Whole));
        }
        return best;
    }

    private static (double Forward, double Whole) Once((torch.Tensor[] Inputs, Func<torch.Tensor> Work) timed)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var input in timed.Inputs) input.grad = null;
        // Its own run, also to bring what the timed one reads near.
        using var gradient = torch.ones_like(timed.Work().detach());
        var start = Stopwatch.GetTimestamp();
        var result = timed.Work();
        var forward = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        result.backward([gradient]);
        return (forward, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}

/// <summary>The best milliseconds of two ways, forward and with gradients.</summary>
internal sealed record Timings(double One, double OneWithGradients, double Other, double OtherWithGradients)
{
    /// <summary>The head of a table of such lines.</summary>
    public static string Head(string name, int width, string one, string other) =>
        $"{name.PadRight(width)} {one,9} {"+ back",9} {other,9} {"+ back",9} {"ratio",6} {"+ back",7}";

    /// <summary>One line: all four, and the one's share of the other.</summary>
    public string Line(string name, int width) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name.PadRight(width)} {One,9:F2} {OneWithGradients,9:F2} {Other,9:F2} {OtherWithGradients,9:F2} {One / Other,6:F2} {OneWithGradients / OtherWithGradients,7:F2}");
}
