using System.Text.RegularExpressions;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Terminals;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Testing;

namespace PastaGen.Host.Tests.Docs;

[Collection(EngineTests.Name)]
public partial class DocsTests
{
    [Fact]
    public void Every_path_that_a_page_links_to_exists()
    {
        var missing = Pages.All.SelectMany(page => Pages.Links(page).Select(path => (page, path)))
            .Where(link => !Path.Exists(Path.Combine(Checkout.Root, link.path)));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_excerpt_is_in_its_file_line_by_line_and_in_order()
    {
        var excerpts = Pages.All.SelectMany(Pages.Excerpts).ToArray();
        Assert.True(excerpts.Length >= 8, $"found {excerpts.Length} excerpts");
        foreach (var (file, lines) in excerpts)
        {
            var remaining = new Queue<string>(File.ReadAllLines(Path.Combine(Checkout.Root, file)).Select(line => line.Trim()));
            foreach (var line in lines)
            {
                while (remaining.TryPeek(out var next) && next != line) remaining.Dequeue();
                Assert.True(remaining.TryDequeue(out _), $"{file} has no such line, or not there: {line}");
            }
        }
    }

    [Fact]
    public void Every_verb_and_option_stands_in_the_page_of_the_command_line_and_no_other_does()
    {
        var sections = Pages.Read("docs/cli.md").Split("\n## ").Skip(1).ToDictionary(section => section.Split('\n')[0].Trim());
        var root = Root();
        Assert.Equal(root.Subcommands.Select(verb => verb.Name), sections.Keys);
        foreach (var verb in root.Subcommands)
        {
            var told = OptionRow().Matches(sections[verb.Name]).Select(row => row.Groups["option"].Value).Order(StringComparer.Ordinal);
            Assert.Equal(verb.Options.Select(option => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name).Order(StringComparer.Ordinal), told);
        }
    }

    [Fact]
    public void Every_shown_command_is_one_that_the_program_takes()
    {
        var commands = Pages.All.SelectMany(Pages.Commands).Concat(Pages.CommandsOfMainJob).Where(command => command.Contains("./pasta ", StringComparison.Ordinal)).ToArray();
        Assert.True(commands.Length >= 8, $"found {commands.Length} commands");
        foreach (var command in commands)
        {
            var words = command[(command.IndexOf("./pasta ", StringComparison.Ordinal) + "./pasta ".Length)..].Split(' ');
            Assert.True(UsageErrors.Find(RootVerb.Parse(words, TestSession()), words) is null, command);
        }
    }

    [Fact]
    public async Task The_page_shows_what_doctor_shows()
    {
        const int NameWidth = 17;
        var page = Pages.Read("docs/cli.md");
        var shown = page[page.IndexOf("$ ./pasta doctor\n", StringComparison.Ordinal)..].Split('\n').Skip(1).TakeWhile(line => line != "```");
        var (_, output, _) = await HostTester.RunAsync("doctor");
        string[] Names(IEnumerable<string> lines) => [.. lines.Where(line => line.Length > NameWidth).Select(line => line[..NameWidth].Trim()).Where(name => name.Length > 0)];
        Assert.Equal(Names(output.Split('\n')), Names(shown));
    }

    [Fact]
    public void Every_script_that_a_page_shows_exists()
    {
        foreach (var script in Pages.All.SelectMany(Pages.Commands).Select(command => command.Split(' ')[0]).Where(word => word.StartsWith("scripts/", StringComparison.Ordinal)))
            Assert.True(File.Exists(Path.Combine(Checkout.Root, script)), script);
    }

    private static System.CommandLine.Command Root() => RootVerb.Parse([], TestSession()).RootCommandResult.Command;

    private static Session TestSession() =>
        new(CompiledModels.All, new Terminal { Input = TextReader.Null, Output = TextWriter.Null, Error = TextWriter.Null }, ["pasta"]);

    [GeneratedRegex(@"(?m)^\| `(?<option>--[^`]+)` \|")]
    private static partial Regex OptionRow();
}
