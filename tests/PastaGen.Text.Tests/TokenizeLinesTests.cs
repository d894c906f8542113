using System.Text.Json;
using PastaGen.Testing;

namespace PastaGen.Text.Tests;

/// <summary>The core of the tokenize verb, text in and text out.</summary>
public sealed class TokenizeLinesTests
{
    private static readonly TextEncoder Encoder = SmallVocabulary.FromVocabularyFile();

    [Fact]
    public void Objects_go_in_and_objects_come_out_in_order()
    {
        var output = Run("""
            {"text": "una", "pair": null, "max_length": null, "as_text": null}

            {"pair": "a", "text": "caf\u00e9", "max_length": 5, "other": [1]}
            {"text": "[MASK]", "as_text": true}
            """);
        Assert.Equal(
            [
                """{"ids":[2,5,15,3],"types":[0,0,0,0],"special":[1,0,0,1],"tokens":["[CLS]","un","##a","[SEP]"],"offsets":[[0,0],[0,2],[2,3],[0,0]]}""",
                """{"ids":[2,8,3,14,3],"types":[0,0,0,1,1],"special":[1,0,1,0,1],"tokens":["[CLS]","cafe","[SEP]","a","[SEP]"],"offsets":[[0,0],[0,4],[0,0],[0,1],[0,0]]}""",
                """{"ids":[2,11,13,12,3],"types":[0,0,0,0,0],"special":[1,0,0,0,1],"tokens":["[CLS]","[","mask","]","[SEP]"],"offsets":[[0,0],[0,1],[1,5],[5,6],[0,0]]}""",
                "",
            ],
            output.Split('\n'));
    }

    [Fact]
    public void The_name_of_a_special_token_becomes_the_token_by_default() =>
        Assert.Contains("\"ids\":[2,4,3]", Run("""{"text": "[MASK]"}"""), StringComparison.Ordinal);

    [Fact]
    public void Lone_surrogates_and_foreign_line_ends_pass()
    {
        var output = Run("""{"text": "a\ud800 \udfff\u2028a中\\\"\u0085", "\ud800": 1}""");
        Assert.All(output, character => Assert.InRange(character, '\n', '~'));
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal(["[CLS]", "a", "a", "中", "[UNK]", "[UNK]", "[SEP]"], answer.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()));
    }

    [Theory]
    [InlineData("{\"text\": ", "line 2: expected a JSON object on one line; this is not JSON")]
    [InlineData("[]", "line 2: expected a JSON object; found an array")]
    [InlineData("{}", "line 2: expected a \"text\"; found none")]
    [InlineData("{\"text\": 3}", "line 2: expected \"text\" to be a string; found a number")]
    [InlineData("{\"text\": \"a\", \"max_length\": 1}", "line 2: expected \"max_length\" to leave room for the 2 special tokens of a text; found 1")]
    [InlineData("{\"text\": \"a\", \"max_length\": 1.5}", "line 2: expected \"max_length\" to be a whole number; found 1.5")]
    [InlineData("{\"text\": \"a\", \"as_text\": \"no\"}", "line 2: expected \"as_text\" to be true or false; found a string")]
    public void A_bad_line_is_named_after_the_good_ones_are_answered(string line, string expected)
    {
        using var output = new StringWriter();
        var error = Assert.Throws<BadInputException>(() => TokenizeLines.Run(new StringReader($"{{\"text\": \"a\"}}\n{line}\n"), output, Encoder));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, output.ToString().Count(character => character == '\n'));
    }

    [Fact]
    public void Plain_lines_come_out_as_tokens_with_ids()
    {
        using var output = new StringWriter();
        TokenizeLines.RunPlain(new StringReader("una\n\n[MASK]"), output, Encoder);
        Assert.Equal("[CLS]/2 un/5 ##a/15 [SEP]/3\n[CLS]/2 [SEP]/3\n[CLS]/2 [/11 mask/13 ]/12 [SEP]/3\n", output.ToString());
    }

    [SharedDataFact]
    public void Recorded_lines_pass_through_whole()
    {
        var lines = File.ReadLines(SharedData.Path("goldens", "tokens", "bert-base-cased.jsonl")).Take(200).ToList();
        var encoder = TextEncoder.Load(SharedData.Path("goldens", "tokens", "tokenizers", "bert-base-cased"));
        using var output = new StringWriter();
        TokenizeLines.Run(new StringReader(string.Join('\n', lines)), output, encoder);
        var answers = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Count, answers.Length);
        foreach (var (line, answer) in lines.Zip(answers))
        {
            var (expected, found) = (JsonDocument.Parse(line).RootElement, JsonDocument.Parse(answer).RootElement);
            foreach (var property in found.EnumerateObject())
                Assert.True(JsonElement.DeepEquals(expected.GetProperty(property.Name), property.Value), line);
        }
    }

    private static string Run(string input)
    {
        using var output = new StringWriter();
        TokenizeLines.Run(new StringReader(input), output, Encoder);
        return output.ToString();
    }
}
