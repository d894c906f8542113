namespace TorchSharp;

/// <summary>How a tensor is turned into text.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape, dtype and device.</summary>
    Metadata = 0,
    /// <summary>Elements as Julia prints them.</summary>
    Julia = 1,
    /// <summary>Elements as NumPy prints them.</summary>
    Numpy = 2,
    /// <summary>Elements as C# writes them.</summary>
    CSharp = 3,
    /// <summary>The style that is set for all.</summary>
    Default = 4,
}

public static partial class torch
{
    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode
    {
        /// <summary>Not at all.</summary>
        None = 0,
        /// <summary>Towards zero.</summary>
        trunc = 1,
        /// <summary>Down.</summary>
        floor = 2,
    }
}
