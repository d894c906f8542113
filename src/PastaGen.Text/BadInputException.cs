namespace PastaGen.Text;

/// <summary>
/// Input that a person can mend: a file, a line or an option that is not what was expected. The message is one sentence that
/// names the place, what was expected, what was found and, where it is not plain, the mend. Programs print it and no stack trace.
/// </summary>
public class BadInputException : Exception
{
    /// <summary>An error without a message; prefer the constructors that say what was wrong.</summary>
    public BadInputException() { }

    /// <summary>An error with its one sentence.</summary>
    public BadInputException(string message) : base(message) { }

    /// <summary>An error with its one sentence, and the exception that revealed it.</summary>
    public BadInputException(string message, Exception innerException) : base(message, innerException) { }
}
