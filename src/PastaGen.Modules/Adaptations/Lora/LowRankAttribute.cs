namespace PastaGen;

/// <summary>What attributes share whose module updates linears by a product of two thin matrices: how large it is, and what scales it.</summary>
/// <typeparam name="TModule">The module.</typeparam>
public abstract class LowRankAttribute<TModule> : AdaptationAttribute<TModule>
    where TModule : class
{
    /// <summary>The rank of the update.</summary>
    [Open(8)]
    public int Rank { get; init; }

    /// <summary>What scales the update, before it is divided as <see cref="Scaling"/> says.</summary>
    [Open(16.0)]
    public double Alpha { get; init; }

    /// <summary>What <see cref="Alpha"/> is divided by.</summary>
    [Open(LoraScaling.Rank)]
    public LoraScaling Scaling { get; init; }

    /// <summary>How often training drops an element of what enters the update.</summary>
    [Unbound]
    public double Dropout { get; init; }
}
