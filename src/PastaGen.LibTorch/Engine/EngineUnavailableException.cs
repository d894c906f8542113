namespace PastaGen.LibTorch;

/// <summary>No engine can be had on this machine as it is: one sentence says what is missing, another how to get it.</summary>
public sealed class EngineUnavailableException : InvalidOperationException
{
    /// <summary>An engine that is unavailable for an unnamed reason.</summary>
    public EngineUnavailableException() : this("the engine is unavailable", "") { }

    /// <summary>An engine that is unavailable for the given reason.</summary>
    public EngineUnavailableException(string message) : this(message, "") { }

    /// <summary>An engine that is unavailable for the given reason, with its cause.</summary>
    public EngineUnavailableException(string message, Exception inner) : base(message, inner) => (Problem, Mend) = (message, "");

    internal EngineUnavailableException(string problem, string mend) : base(mend.Length == 0 ? problem : $"{problem}; {mend}") =>
        (Problem, Mend) = (problem, mend);

    /// <summary>What is missing or does not work.</summary>
    public string Problem { get; }

    /// <summary>The command or step that mends it.</summary>
    public string Mend { get; }
}
