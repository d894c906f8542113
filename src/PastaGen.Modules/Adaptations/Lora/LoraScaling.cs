namespace PastaGen;

/// <summary>What the scale of a low-rank update is divided by.</summary>
public enum LoraScaling
{
    /// <summary>The rank (arXiv 2106.09685, section 4.1).</summary>
    Rank,

    /// <summary>The square root of the rank, which keeps high ranks learning (Kalajdzievski 2023, "A Rank Stabilization Scaling Factor for Fine-Tuning with LoRA", arXiv 2312.03732).</summary>
    RootOfRank,
}
