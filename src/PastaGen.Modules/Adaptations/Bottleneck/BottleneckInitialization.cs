namespace PastaGen;

/// <summary>What the weights of a fresh bottleneck are; its biases are zero.</summary>
public enum BottleneckInitialization
{
    /// <summary>Drawn from N(0, <c>initializer_range</c>), as the encoder's own weights once were.</summary>
    Normal,

    /// <summary>Drawn from N(0, 0.001) within two standard deviations, so that a fresh adapter hardly changes its input (arXiv 1902.00751, section 3.6 varies it).</summary>
    NearIdentity,

    /// <summary>
    /// The second matrix is zero, so that at the first step the model equals its base, bit for bit; the first is drawn as a linear's weight (He et al. 2022,
    /// arXiv 2110.04366, as its authors' code draws it).
    /// </summary>
    Identity,
}
