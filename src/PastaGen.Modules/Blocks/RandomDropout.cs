using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>Dropout of hidden states.</summary>
public static class RandomDropout
{
    /// <summary>While training sets each element to 0 with some probability and scales the others so that the mean stays; else gives the input.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="probability">The probability.</param>
    /// <param name="training">Whether it acts.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Apply(Tensor input, double probability, bool training) =>
        training && probability > 0 && FusedKernels.Take(input)
            ? FusedKernels.Dropout(input, probability)
            : nn.functional.dropout(input, probability, training);
}
