namespace PastaGen;

/// <summary>What fresh vectors are.</summary>
public enum VectorInitialization
{
    /// <summary>Drawn from N(0, 0.02), as the encoder's own weights once were.</summary>
    Normal,

    /// <summary>Zero: at the first step the model equals its base, bit for bit.</summary>
    Zero,
}
