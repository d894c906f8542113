namespace PastaGen;

/// <summary>How the states that leave an encoder become one vector for a text.</summary>
public enum Pooling
{
    /// <summary>Their mean over the text's tokens, special ones included and padding left out.</summary>
    Mean,

    /// <summary>The state at position 0, where most families put their classification token.</summary>
    FirstPosition,
}
