namespace PastaGen.Host;

/// <summary>A verb that ended because it was asked to, with a sentence that says what it kept.</summary>
internal sealed class StoppedException(string message, Exception inner) : OperationCanceledException(message, inner);
