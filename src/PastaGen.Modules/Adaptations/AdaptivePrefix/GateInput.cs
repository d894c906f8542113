namespace PastaGen;

/// <summary>Which state of what a layer reads gates are computed from.</summary>
public enum GateInput
{
    /// <summary>That of the row's first token.</summary>
    FirstToken,

    /// <summary>The mean over the row's tokens.</summary>
    Mean,
}
