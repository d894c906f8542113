using System.CommandLine;

namespace PastaGen.Host.CommandLine;

/// <summary>One verb: its arguments and options, and what it does with them.</summary>
internal abstract class Verb : Command
{
    protected Verb(string name, string description, Session session) : base(name, description)
    {
        Session = session;
        SetAction(RunAsync);
    }

    /// <summary>Where the verb reads texts from, for those who put one on the command line; null where it reads none.</summary>
    internal virtual string? ReadsTexts => null;

    /// <summary>Asks for one JSON value on standard output and nothing else there.</summary>
    protected Option<bool> Json { get; } = new("--json") { Description = "Write one JSON value to standard output and nothing else." };

    /// <summary>What the run's verbs share.</summary>
    protected Session Session { get; }

    /// <summary>Does what the verb is for.</summary>
    /// <param name="given">The command line, checked.</param>
    /// <param name="stop">Cancelled when the verb is to end.</param>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult given, CancellationToken stop);
}
