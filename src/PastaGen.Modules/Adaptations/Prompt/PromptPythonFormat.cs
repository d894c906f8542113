namespace PastaGen.Modules;

/// <summary>Prompts in the Python PEFT library's files, which hold the vectors as the encoder reads them.</summary>
public sealed class PromptPythonFormat : VirtualTokenPythonFormat
{
    /// <inheritdoc/>
    public override string Type => "PROMPT_TUNING";

    /// <inheritdoc/>
    public override bool Reads(string type) => type is "PROMPT_TUNING" or "P_TUNING";
}
