namespace Microsoft.ML.Tokenizers;

/// <summary>What a <see cref="Tokenizer"/> is asked to do with a text.</summary>
public struct EncodeSettings
{
    /// <summary>Both steps, and no limit.</summary>
    public EncodeSettings() { }

    /// <summary>Whether the text is split into words first.</summary>
    public bool ConsiderPreTokenization { get; set; } = true;

    /// <summary>Whether the text is normalized first.</summary>
    public bool ConsiderNormalization { get; set; } = true;

    /// <summary>How many tokens are wanted at most.</summary>
    public int MaxTokenCount { get; set; } = int.MaxValue;
}
