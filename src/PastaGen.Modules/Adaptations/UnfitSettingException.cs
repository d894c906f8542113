namespace PastaGen.Modules;

/// <summary>
/// A setting of an adaptation that cannot be, or that does not go with the encoder's sizes or with another setting. Its module's constructor throws it,
/// and whoever chose the setting reads the message: one sentence of what was found, what is expected, and the mend.
/// </summary>
public sealed class UnfitSettingException : ArgumentException
{
    /// <summary>An error without a message; prefer the constructor that says what does not fit.</summary>
    public UnfitSettingException() { }

    /// <summary>An error with its one sentence.</summary>
    public UnfitSettingException(string message) : base(message) { }

    /// <summary>An error with its one sentence, and the exception that revealed it.</summary>
    public UnfitSettingException(string message, Exception innerException) : base(message, innerException) { }
}
