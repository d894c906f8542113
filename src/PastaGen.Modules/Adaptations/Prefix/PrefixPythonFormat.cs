namespace PastaGen.Modules;

/// <summary>Prefixes in the Python PEFT library's files, which hold keys and values as they are attended to.</summary>
public sealed class PrefixPythonFormat : VirtualTokenPythonFormat
{
    /// <inheritdoc/>
    public override string Type => "PREFIX_TUNING";
}
