using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Vector-based random matrix adaptation: low-rank updates by two random matrices that are never trained and that all linears share, and two trained
/// vectors that scale them; everything else is frozen (Kopiczko et al. 2024, "VeRA: Vector-based Random Matrix Adaptation", arXiv 2310.11454).
/// </summary>
/// <remarks>
/// The matrices follow from <see cref="Seed"/>, so a delta holds the vectors alone. Where linears of several sizes are adapted, the matrices are as wide as the
/// widest, and each linear reads its own first columns and rows, as in the Python PEFT library.
/// </remarks>
[Interchange<VeraPythonFormat>]
[Excludes("dora", "the trained lengths are those of a weight with one low-rank update, and the other one would not be under them")]
public sealed class VeraAttribute : AdaptationAttribute<ScaledRandomUpdate>
{
    /// <summary>The rank of the random matrices.</summary>
    [Open(256)]
    public int Rank { get; init; }

    /// <summary>The seed that the random matrices are drawn from, a whole number.</summary>
    [Open(0.0)]
    public double Seed { get; init; }

    /// <summary>What the elements of the vector between the matrices start from.</summary>
    [Unbound]
    public double InitialScale { get; init; }

    /// <summary>How often training drops an element of what enters the matrices.</summary>
    [Unbound]
    public double Dropout { get; init; }
}
