using System.CommandLine;
using System.CommandLine.Parsing;

namespace PastaGen.Host.CommandLine;

/// <summary>Every sentence about a wrong command line: the line itself, the guilty word, and the nearest right one.</summary>
internal static class UsageErrors
{
    /// <summary>The sentence about the first mistake; null where the line is right.</summary>
    internal static string? Find(ParseResult given, IReadOnlyList<string> arguments) =>
        given.Errors.Count == 0 || given.Action is { ClearsParseErrors: true } ? null : $"{Sentence(given)} (in: {Line(given, arguments)})";

    private static string Sentence(ParseResult given)
    {
        var verb = given.CommandResult.Command;
        if (given.UnmatchedTokens is [var word, ..])
        {
            if (word.StartsWith('-')) return $"'{word}' is no option of {verb.Name}{Suggestion.Hint(word, OptionNames(verb), "its options")}";
            return verb.Subcommands.Count > 0
                ? $"'{word}' is no verb{Suggestion.Hint(word, VerbNames(verb), "the verbs", $"{Program(given)} --help")}"
                : $"{verb.Name} has no use for '{word}'{((verb as Verb)?.ReadsTexts is { } place ? $", it reads texts from {place}" : "")}; '{Program(given)} {verb.Name} --help' shows what it takes";
        }
        if (verb.Subcommands.Count > 0) return $"a verb is missing; the verbs: {string.Join(", ", VerbNames(verb))}; '{Program(given)} --help' says what each does";
        var error = given.Errors[0];
        return error.SymbolResult switch
        {
            OptionResult { IdentifierToken: null } absent => $"{verb.Name} needs {Named(absent.Option)}",
            OptionResult { Tokens.Count: 0 } empty => $"{empty.Option.Name} needs a value, as in {Named(empty.Option)}",
            OptionResult { Tokens.Count: > 1 } repeated when repeated.Errors.All(own => own.SymbolResult != repeated) || repeated.IdentifierTokenCount > 1
                => $"{repeated.Option.Name} is given {repeated.IdentifierTokenCount} times and may be given once",
            ArgumentResult { Tokens.Count: 0, Parent: CommandResult } absent => $"{verb.Name} needs {absent.Argument.Name.ToUpperInvariant()}, as in '{Program(given)} {verb.Name} {absent.Argument.Name.ToUpperInvariant()}'",
            CommandResult when MissingArgument(given, verb) is { } name => $"{verb.Name} needs {name}, as in '{Program(given)} {verb.Name} {name}'",
            CommandResult when MissingOption(given, verb) is { } option => $"{verb.Name} needs {Named(option)}",
            _ => error.Message.TrimEnd('.'),
        };
    }

    private static string? MissingArgument(ParseResult given, Command verb) =>
        verb.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && given.GetResult(argument) is null or { Tokens.Count: 0 })?.Name;

    private static Option? MissingOption(ParseResult given, Command verb) =>
        verb.Options.FirstOrDefault(option => option.Required && given.GetResult(option) is null or { IdentifierToken: null });

    private static string Named(Option option) => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;

    private static string[] OptionNames(Command verb) => [.. verb.Options.Where(option => !option.Hidden).Select(option => option.Name)];

    private static string[] VerbNames(Command root) => [.. root.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name)];

    private static string Program(ParseResult given) => given.RootCommandResult.Command.Name;

    private static string Line(ParseResult given, IReadOnlyList<string> arguments) =>
        string.Join(' ', arguments.Prepend(Program(given)).Select(word => word.Length == 0 || word.Any(char.IsWhiteSpace) ? $"'{word}'" : word));
}
