namespace PastaGen.EndToEnd.Tests;

/// <summary>How far a computation may stray from what it is held to, as norm of the difference over norm of what is expected.</summary>
internal static class Tolerances
{
    /// <summary>
    /// fp32 outputs: sums of some hundred products round to about 1e-6; a dropped bias, a permuted head or an off-by-one mask is above 1e-2.
    /// </summary>
    public const double Outputs = 1e-5;

    /// <summary>fp32 gradients: rounding of the forward pass, amplified by the norms' divisions.</summary>
    public const double Gradients = 1e-4;

    /// <summary>Part of a case's largest gradient norm below which a gradient is rounding: a key bias has none in exact arithmetic.</summary>
    public const double GradientFloor = 1e-7;

    /// <summary>bf16 outputs: 8 bits of mantissa round each state to 2^-9 = 0.2%, and some thirty roundings of a three-layer encoder add up like a random walk.</summary>
    public const double OutputsBFloat16 = 3e-2;

    /// <summary>bf16 gradients of fp32 adaptations and heads: the roundings of the states once more on the way back.</summary>
    public const double GradientsBFloat16 = 1e-1;

    /// <summary>States under autocast stay in fp32 and take up the roundings of products: plain PyTorch's stray by up to 1.1e-3 on models/bert-seq.</summary>
    public const double StatesAutocast = 2e-3;

    /// <summary>Logits under autocast: the head sums states in which all but a twentieth cancels. Plain PyTorch's stray by 1.8e-2 on models/bert-seq.</summary>
    public const double LogitsAutocast = 3e-2;

    /// <summary>Gradients under autocast: small sums of large terms. Plain PyTorch's stray by up to 8.2e-2 on models/bert-seq.</summary>
    public const double GradientsAutocast = 1.2e-1;

    /// <summary>The floor under autocast: a key bias, whose gradient is rounding, has 4e-5 of the largest norm in plain PyTorch.</summary>
    public const double GradientFloorAutocast = 1e-4;

    /// <summary>Central differences of a loss in doubles are exact to 1e-7; what is left is the engine's fp32.</summary>
    public const double FiniteDifferences = 2e-4;
}
