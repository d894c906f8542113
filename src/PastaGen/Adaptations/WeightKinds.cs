namespace PastaGen;

/// <summary>Kinds of weights.</summary>
[Flags]
public enum WeightKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The biases of linears.</summary>
    LinearBiases = 1,

    /// <summary>The biases of layer norms.</summary>
    NormBiases = 1 << 1,

    /// <summary>The gains of layer norms.</summary>
    NormGains = 1 << 2,
}
