using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using PastaGen.Host.Verbs;

namespace PastaGen.Host.CommandLine;

/// <summary>The program's command line: the verbs in the order in which help lists them.</summary>
internal static class RootVerb
{
    /// <summary>The version that <c>--version</c> shows and deltas record.</summary>
    internal static string Version { get; } =
        typeof(RootVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    internal static ParseResult Parse(IReadOnlyList<string> arguments, Session session)
    {
        var verbs = Verbs(session);
        // Not a RootCommand, which would go by the name of the process.
        var root = new Command(NameFor(session.Terminal.Program, verbs), "Fine-tunes transformers by compiled declarations.");
        root.Options.Add(new HelpOption("--help", "-h", "-?") { Description = "Show what can be given, and end.", Action = new HelpAction { MaxWidth = session.Terminal.Width } });
        root.Options.Add(new Option<bool>("--version") { Description = "Show the version, and end.", Action = new ShowVersion() });
        foreach (var verb in verbs) root.Subcommands.Add(verb);
        // A response file would be read in place of a word that starts with '@', which texts and paths may.
        return root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
    }

    // A command's name may hold no white space, and be no other command's.
    private static string NameFor(string program, Verb[] verbs) =>
        program.Any(char.IsWhiteSpace) ? "pasta" : verbs.Any(verb => verb.Name == program) ? $"./{program}" : program;

    private static Verb[] Verbs(Session session) =>
    [
        new DoctorVerb(session),
        new ModelsVerb(session),
        new DescribeVerb(session),
        new TokenizeVerb(session),
        new ForwardVerb(session),
        new PretrainVerb(session),
        new TrainVerb(session),
        new EvaluateVerb(session),
        new PredictVerb(session),
        new MergeVerb(session),
        new ConvertVerb(session),
    ];

    private sealed class ShowVersion : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"pasta {Version}");
            return ExitCode.Done;
        }
    }
}
