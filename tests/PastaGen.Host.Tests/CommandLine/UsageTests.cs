using PastaGen.Host.Terminals;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;

namespace PastaGen.Host.Tests.CommandLine;

public class UsageTests
{
    public static TheoryData<string[], string> WrongLines => new()
    {
        { [], "a verb is missing; the verbs: doctor, models, describe, tokenize, forward, pretrain, train, evaluate, predict, merge, convert; 'pasta --help' says what each does (in: pasta)" },
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
        { ["predict", "GnocchiPasta", "a text"], "predict has no use for 'a text', it reads texts from --input FILE or standard input; 'pasta predict --help' shows what it takes (in: pasta predict GnocchiPasta 'a text')" },
        { ["train", "GnocchiPasta", "--lr", "1"], "'--lr' is no option of train; did you mean '--learning-rate' or '--lr-scheduler-type'? (in: pasta train GnocchiPasta --lr 1)" },
        { ["describe", "--label", "3"], "'--label' is no option of describe; did you mean '--labels'? (in: pasta describe --label 3)" },
        { ["describe", "--labl"], "'--labl' is no option of describe; did you mean '--labels'? (in: pasta describe --labl)" },
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
    public async Task Of_many_models_those_are_named_first_that_are_like_it()
    {
        var others = CompiledModels.All.Count(model => model.Facts.Name.Contains("Pasta", StringComparison.Ordinal)) - 3;
        foreach (var (word, expected) in new[]
        {
            ("Pasta", $"; did you mean 'BertPasta', 'MpnetPasta' or 'AlbertPasta'? ({others} more are like it; 'pasta models' lists all) (in"),
            ("bert", "; did you mean 'BertIa3', "),
            ("modern-bert", "; did you mean 'ModernbertFull', "),
            ("bert_pasta", "; did you mean 'BertPasta'? (in"),
            ("Gemma", $"; the models: {CompiledModels.All[0].Facts.Name}, "),
        })
        {
            var answer = await HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, "describe", word);
            Assert.StartsWith($"pasta: '{word}' is no model{expected}", answer.Error, StringComparison.Ordinal);
            Assert.InRange(answer.Error.Split(", ").Length, 1, 14);
        }
    }

    [Theory]
    [InlineData("./pasta")]
    [InlineData("/opt/larkhome/requests")]
    public async Task What_is_shown_to_type_begins_with_what_was_typed(string program)
    {
        var name = Path.GetFileName(program);
        Assert.Equal($"{name}: describe needs MODEL, as in '{program} describe MODEL' (in: {program} describe)\n", await ErrorOrHelpAsync(program, "describe"));
        Assert.Contains($"  {program} describe <MODEL> [options]", await ErrorOrHelpAsync(program, "describe", "--help"), StringComparison.Ordinal);
        Assert.Contains($"'{program} models' lists them", await ErrorOrHelpAsync(program, "describe", "--help"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_may_have_the_name_of_a_verb() =>
        Assert.Contains("describe needs MODEL, as in './describe describe MODEL'", await ErrorOrHelpAsync("describe", "describe"), StringComparison.Ordinal);

    private static async Task<string> ErrorOrHelpAsync(string program, params string[] line)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminal { Program = program, Input = TextReader.Null, Output = output, Error = error };
        await PastaHost.RunAsync(line, FakeModels.All, terminal, CancellationToken.None);
        return $"{error}{output}";
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
