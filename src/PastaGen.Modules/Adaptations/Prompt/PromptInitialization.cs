namespace PastaGen;

/// <summary>What fresh prompts are.</summary>
public enum PromptInitialization
{
    /// <summary>Drawn evenly from -0.5 to 0.5, as in the paper.</summary>
    Uniform,

    /// <summary>Drawn from N(0, 1), as usual implementations do.</summary>
    Normal,
}
