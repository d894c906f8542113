using PastaGen.Host.Tests.Testing;
using PastaGen.Models;

namespace PastaGen.Host.Tests.CommandLine;

public class UsageTests
{
    public static TheoryData<string[], string> WrongLines => new()
    {
        { [], "a verb is missing; the verbs: doctor, models, describe, tokenize, forward, pretrain, train, evaluate, predict, merge, convert (in: pasta)" },
        { ["modles"], "'modles' is no verb; did you mean 'models'? (in: pasta modles)" },
        { ["zzzzzzzz"], "'zzzzzzzz' is no verb; the verbs: doctor, models, describe, tokenize, forward, pretrain, train, evaluate, predict, merge, convert (in: pasta zzzzzzzz)" },
        { ["models", "--jsno"], "'--jsno' is no option of models; did you mean '--json'? (in: pasta models --jsno)" },
        { ["models", "GnocchiPasta"], "models has no use for 'GnocchiPasta'; 'pasta models --help' shows what it takes (in: pasta models GnocchiPasta)" },
        { ["describe"], "describe needs MODEL, as in 'pasta describe MODEL' (in: pasta describe)" },
        { ["describe", "GnochiPasta"], "'GnochiPasta' is no model; did you mean 'GnocchiPasta'? (in: pasta describe GnochiPasta)" },
        { ["describe", "Llama"], "'Llama' is no model; the models: GnocchiPasta, GnocchiSmall (in: pasta describe Llama)" },
        { ["describe", "GnocchiPasta", "--labels", "none"], "--labels takes a whole number of at least 1, found 'none' (in: pasta describe GnocchiPasta --labels none)" },
        { ["describe", "GnocchiPasta", "--labels", "0"], "--labels takes a whole number of at least 1, found '0' (in: pasta describe GnocchiPasta --labels 0)" },
        { ["describe", "GnocchiPasta", "--labels"], "--labels needs a value, as in --labels N (in: pasta describe GnocchiPasta --labels)" },
        { ["describe", "GnocchiPasta", "--labels", "2", "--labels", "3"], "--labels is given 2 times and may be given once (in: pasta describe GnocchiPasta --labels 2 --labels 3)" },
        { ["tokenize"], "tokenize needs --backbone DIR (in: pasta tokenize)" },
        { ["tokenize", "--backbone", ""], "--backbone takes the path of a file or a folder, found '' (in: pasta tokenize --backbone '')" },
        { ["convert", "", "--declare"], "PATH takes the path of a file or a folder, found '' (in: pasta convert '' --declare)" },
        { ["pretrain", "GnocchiPasta", "--text", "a", "", "--held-out", "b", "--output", "c"], "--text takes the path of a file or a folder, found '' (in: pasta pretrain GnocchiPasta --text a '' --held-out b --output c)" },
        { ["tokenize", "--backbone", "a folder", "--fast"], "'--fast' is no option of tokenize; its options: --backbone, --json-lines, --json (in: pasta tokenize --backbone 'a folder' --fast)" },
    };

    [Theory]
    [MemberData(nameof(WrongLines))]
    public async Task A_wrong_line_gets_one_sentence_with_the_guilty_word_and_exit_code_2(string[] line, string sentence) =>
        (await HostTester.RunAsync(line)).AssertFailed(ExitCode.WrongUsage, sentence);

    [Fact]
    public async Task A_word_that_starts_with_an_at_sign_is_a_word_and_no_file_of_words() =>
        (await HostTester.RunAsync("describe", "@nothing")).AssertFailed(
            ExitCode.WrongUsage, "'@nothing' is no model; the models: GnocchiPasta, GnocchiSmall (in: pasta describe @nothing)");

    [Fact]
    public async Task Of_many_models_those_are_named_that_begin_alike_or_a_few()
    {
        foreach (var (word, expected) in new[] { ("Modernbert", "'Modernbert' is no model; the models: Modernbert"), ("Gemma", $"{CompiledModels.All[0].Facts.Name}, ") })
        {
            var answer = await HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, "describe", word);
            Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
            Assert.InRange(answer.Error.Split(", ").Length, 2, 12);
        }
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("models")]
    [InlineData("describe")]
    [InlineData("tokenize")]
    [InlineData("forward")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    public async Task Every_verb_has_help_that_describes_each_option(string verb)
    {
        var help = (await HostTester.RunAsync(verb, "--help")).AssertDone();
        Assert.Contains($"pasta {verb}", help, StringComparison.Ordinal);
        foreach (var line in help.Split('\n').Where(line => line.TrimStart().StartsWith("--", StringComparison.Ordinal)))
            Assert.Matches(@"^\s+--[a-z0-9-]+.*?\s{2,}\S", line);
    }

    [Fact]
    public async Task The_version_is_the_program_s_name_and_number() =>
        Assert.Matches(@"^pasta \d+\.\d+\.\d+\n$", (await HostTester.RunAsync("--version")).AssertDone());
}
