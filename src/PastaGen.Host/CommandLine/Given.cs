using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using PastaGen.Text;

namespace PastaGen.Host.CommandLine;

/// <summary>Options and arguments that check their value while the line is read, so that a wrong one is wrong usage.</summary>
internal static class Given
{
    // Ten years of seconds, far below where a clock's ticks would leave 64 bits.
    private const double LongestTime = 3e8;

    /// <summary>A folder or file by its path.</summary>
    internal static Option<string> Path(string name, string valueName, string description, bool required = false)
    {
        var option = new Option<string>(name) { Description = description, HelpName = valueName, Required = required };
        option.Validators.Add(RequirePath);
        return option;
    }

    /// <summary>Several folders or files by their paths; one at least.</summary>
    internal static Option<string[]> Paths(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = "PATH", Required = true, AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(RequirePath);
        return option;
    }

    /// <summary>A folder or file by its path, as what the verb is about.</summary>
    internal static Argument<string> Path(string description)
    {
        var argument = new Argument<string>("PATH") { Description = description };
        argument.Validators.Add(RequirePath);
        return argument;
    }

    /// <summary>A number between two bounds, spelled as in code whatever the culture.</summary>
    internal static Option<T?> Number<T>(string name, string description, T least, T? most = null) where T : struct, INumber<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            if (T.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && T.IsFinite(number) && number >= least && !(number > most)) return number;
            var kind = number is IBinaryInteger<int> or IBinaryInteger<long> ? "a whole number" : "a number";
            var bounds = most is { } limit ? string.Create(CultureInfo.InvariantCulture, $"from {least} to {limit}") : string.Create(CultureInfo.InvariantCulture, $"of at least {least}");
            result.AddError($"{name} takes {kind} {bounds}, found '{word}'");
            return null;
        },
    };

    /// <summary>A length of time: a number with its unit, <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>; seconds without one.</summary>
    internal static Option<TimeSpan?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            var number = word.TrimEnd('m', 's', 'h');
            double? seconds = word[number.Length..] switch { "" or "s" => 1, "ms" => 1e-3, "m" => 60, "h" => 3600, _ => null };
            if (seconds is { } unit && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count >= 0 && count * unit <= LongestTime)
                return TimeSpan.FromSeconds(count * unit);
            result.AddError($"{name} takes a time such as 10s, 5m or 1h, found '{word}'");
            return null;
        },
    };

    /// <summary>One of some names.</summary>
    internal static Option<string> Choice(string name, string description, IReadOnlyList<string> names) => new(name)
    {
        Description = $"{description}: {string.Join(", ", names)}.",
        HelpName = "NAME",
        CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            if (names.Contains(word)) return word;
            result.AddError($"'{word}' is no value of {name}{Suggestion.Hint(word, [.. names], "its values")}");
            return null;
        },
    };

    /// <summary>A value that is spelled in a way of its own.</summary>
    /// <param name="name">The option.</param>
    /// <param name="valueName">What help calls the value.</param>
    /// <param name="description">What the option does.</param>
    /// <param name="expected">What a value looks like, for the sentence about a wrong one.</param>
    /// <param name="read">Reads the value; null where it is wrong.</param>
    internal static Option<T?> Spelled<T>(string name, string valueName, string description, string expected, Func<string, T?> read) where T : struct => new(name)
    {
        Description = description,
        HelpName = valueName,
        CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            if (read(word) is { } value) return value;
            result.AddError($"{name} takes {expected}, found '{word}'");
            return null;
        },
    };

    /// <summary>A value whose reader says by itself what is wrong with it.</summary>
    /// <param name="name">The option.</param>
    /// <param name="valueName">What help calls the value.</param>
    /// <param name="description">What the option does.</param>
    /// <param name="read">Reads the value, or throws with a sentence about it.</param>
    internal static Option<T?> Read<T>(string name, string valueName, string description, Func<string, T> read) where T : class => new(name)
    {
        Description = description,
        HelpName = valueName,
        CustomParser = result =>
        {
            try
            {
                return read(result.Tokens[^1].Value);
            }
            catch (BadInputException error)
            {
                result.AddError($"{name}: {error.Message}");
                return null;
            }
        },
    };

    /// <summary>Several different seeds in one word.</summary>
    internal static Option<long[]> Seeds(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N,N",
        CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            var seeds = word.Split(',').Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : -1).ToArray();
            if (seeds.All(seed => seed >= 0) && seeds.Distinct().Count() == seeds.Length) return seeds;
            result.AddError($"{name} takes different whole numbers of at least 0, such as 1,2,3, found '{word}'");
            return null;
        },
    };

    /// <summary>A model of the program by its name.</summary>
    internal static Argument<Training.ModelDefinition> Model(Session session) => new("MODEL")
    {
        Description = $"The model's name; '{session.Terminal.Program} models' lists them.",
        CustomParser = result => Find(session, result),
    };

    /// <summary>A model of the program by its name, where something else is what the verb is about.</summary>
    internal static Option<Training.ModelDefinition> Model(string name, string description, Session session) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        CustomParser = result => Find(session, result),
    };

    // The shell leaves an empty word for a variable that was never set.
    private static void RequirePath(SymbolResult result)
    {
        var name = result is OptionResult option ? option.Option.Name : "PATH";
        if (result.Tokens.Any(token => token.Value.Length == 0)) result.AddError($"{name} takes the path of a file or a folder, found ''");
    }

    private static Training.ModelDefinition? Find(Session session, ArgumentResult result)
    {
        var word = result.Tokens[^1].Value;
        if (session.Models.FirstOrDefault(model => model.Facts.Name == word) is { } found) return found;
        result.AddError($"'{word}' is no model{Suggestion.Hint(word, [.. session.Models.Select(model => model.Facts.Name)], "the models", $"{session.Terminal.Program} models")}");
        return null;
    }
}
