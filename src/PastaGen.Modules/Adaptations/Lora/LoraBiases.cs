namespace PastaGen;

/// <summary>Biases that are trained beside low-rank updates.</summary>
public enum LoraBiases
{
    /// <summary>None (<c>none</c> in the Python PEFT library).</summary>
    None,

    /// <summary>Those of the linears with an update (<c>lora_only</c>).</summary>
    Adapted,

    /// <summary>All of the encoder, those of its norms too (<c>all</c>).</summary>
    All,
}
