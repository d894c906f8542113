using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>An update's loss or gradient is not a finite number; the update was not made.</summary>
public sealed class NonFiniteException : BadInputException
{
    /// <summary>Without a message; prefer the constructors that name the update.</summary>
    public NonFiniteException() { }

    /// <summary>With the update and the number.</summary>
    /// <param name="message">The update and the number.</param>
    public NonFiniteException(string message) : base(message) { }

    /// <summary>With the update and the number.</summary>
    /// <param name="message">The update and the number.</param>
    /// <param name="innerException">Where it was found.</param>
    public NonFiniteException(string message, Exception innerException) : base(message, innerException) { }
}
