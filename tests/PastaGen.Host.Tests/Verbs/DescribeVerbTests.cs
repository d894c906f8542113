using System.Text.Json;
using System.Text.RegularExpressions;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;

namespace PastaGen.Host.Tests.Verbs;

public class DescribeVerbTests
{
    [Fact]
    public async Task A_pinned_model_is_told_in_numbers_that_add_up()
    {
        using var json = JsonDocument.Parse((await HostTester.RunAsync("describe", "GnocchiSmall", "--json")).AssertDone());
        var totals = json.RootElement.GetProperty("totals");
        // Words 100 x 8; three biases of 16, one of them trained; vectors 3 x 2 x 8; head 2 x 8 + 2.
        Assert.Equal(848, totals.GetProperty("backbone").GetInt64());
        Assert.Equal(48, totals.GetProperty("adaptation").GetInt64());
        Assert.Equal(18, totals.GetProperty("head").GetInt64());
        Assert.Equal(16 + 48 + 18, totals.GetProperty("trained").GetInt64());
        Assert.Equal(848 + 48 + 18, totals.GetProperty("total").GetInt64());
        Assert.Equal(4 * (16 + 48 + 18), totals.GetProperty("delta_bytes").GetInt64());
        var vectors = json.RootElement.GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "Vectors");
        Assert.Equal("[3,2,8]", vectors.GetProperty("shape").GetRawText());
        Assert.Equal("adapted", vectors.GetProperty("state").GetString());
        Assert.Equal("[Pasta]", vectors.GetProperty("reason").GetString());
        Assert.Equal("vectors", vectors.GetProperty("delta_name").GetString());
        Assert.Equal(JsonValueKind.Null, vectors.GetProperty("checkpoint_name").ValueKind);
    }

    [Fact]
    public async Task An_open_model_is_told_by_the_names_of_its_sizes()
    {
        using var json = JsonDocument.Parse((await HostTester.RunAsync("describe", "GnocchiPasta", "--json")).AssertDone());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("totals").ValueKind);
        string Sizes(string name) => json.RootElement.GetProperty("parameters").EnumerateArray()
            .Single(parameter => parameter.GetProperty("name").GetString() == name).GetProperty("sizes").GetRawText();
        Assert.Equal("""["vocabulary","hidden"]""", Sizes("Words.weight"));
        Assert.Equal("""["intermediate"]""", Sizes("Layers.0.Widen.bias"));
        Assert.Equal("""["layers","occurrences","hidden"]""", Sizes("Vectors"));
        Assert.Equal("""["labels","hidden"]""", Sizes("Head.weight"));
    }

    [Fact]
    public async Task A_table_with_a_column_per_head_is_told_by_the_heads()
    {
        using var json = JsonDocument.Parse((await HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, "describe", nameof(MpnetFull), "--json")).AssertDone());
        string Sizes(string name) => json.RootElement.GetProperty("parameters").EnumerateArray()
            .Single(parameter => parameter.GetProperty("checkpoint_name").GetString() == name).GetProperty("sizes").GetRawText();
        Assert.Equal("""["32","heads"]""", Sizes("encoder.relative_attention_bias.weight"));
        Assert.Equal("""["hidden","hidden"]""", Sizes("encoder.layer.0.attention.attn.q.weight"));
    }

    [Fact]
    public async Task A_stated_number_of_labels_stands_in_the_plan_of_an_open_model()
    {
        using var json = JsonDocument.Parse((await HostTester.RunAsync("describe", "GnocchiPasta", "--labels", "5", "--json")).AssertDone());
        var head = json.RootElement.GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "Head.bias");
        Assert.Equal("""["5"]""", head.GetProperty("sizes").GetRawText());
    }

    [Fact]
    public async Task A_head_for_words_is_told_by_the_vocabulary_and_takes_no_number_of_labels()
    {
        using var json = JsonDocument.Parse((await RunAsync("describe", nameof(BertMaskedLmFull), "--json")).AssertDone());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("label_count").ValueKind);
        var bias = json.RootElement.GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "Head.Bias");
        Assert.Equal("""["vocabulary"]""", bias.GetProperty("sizes").GetRawText());
        (await RunAsync("describe", nameof(BertMaskedLmFull), "--labels", "5"))
            .AssertFailed(ExitCode.Failed, "BertMaskedLmFull scores the words of a vocabulary; --labels is for models whose labels are a task's");

        static Task<HostAnswer> RunAsync(params string[] line) => HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, line);
    }

    [Fact]
    public async Task A_folder_that_is_no_backbones_is_told() =>
        (await HostTester.RunAsync("describe", "GnocchiPasta", "--backbone", "/nowhere")).AssertFailed(
            ExitCode.Failed, "/nowhere: holds no config.json; expected the folder of a pretrained encoder in the Hugging Face layout");

    [Fact]
    public async Task The_table_folds_layers_that_are_alike_and_parts_those_that_differ()
    {
        var pinned = (await HostTester.RunAsync("describe", "GnocchiSmall")).AssertDone();
        Assert.Matches(@"(?m)^ *Layers\.0-1\.Widen\.bias +16 +frozen +frozen by PASTA *$", pinned);
        Assert.Matches(@"(?m)^ *Layers\.2\.Widen\.bias +16 +trained +\[Trained\] from layer 2 *$", pinned);
        Assert.Matches(@"(?m)^trains 82 of 914 parameters \(8\.972%\): backbone 848, adaptation 48, head 18; delta 328 bytes$", pinned);

        var open = (await HostTester.RunAsync("describe", "GnocchiPasta")).AssertDone();
        Assert.Matches(@"(?m)^ *Layers\.2-last\.Widen\.bias +intermediate +trained +\[Trained\] from layer 2 *$", open);
        Assert.Matches(@"(?m)^ *Vectors +layers x occurrences x hidden +adapted +\[Pasta\] *$", open);
    }

    [Fact]
    public async Task A_module_of_each_place_is_told_once_and_by_the_settings_that_divide_its_sizes()
    {
        var described = (await HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, "describe", nameof(BertPfeiffer))).AssertDone();
        Assert.Matches(@"(?m)^ *PfeifferFeedForwardOutput\.0-last\.Down +hidden / reduction x hidden +adapted +added by pfeiffer *$", described);
        Assert.Matches(@"(?m)^Site FeedForwardOutput .*pfeiffer: adds", described);
        Assert.DoesNotContain("Pfeiffer.Down ", described, StringComparison.Ordinal);
        var products = (await HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, "describe", nameof(BertUniPelt))).AssertDone();
        Assert.Matches(@"(?m)^ *UniPelt\.Prefixes +length x 2 x hidden x layers +adapted", products);
        var quotients = (await HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, "describe", nameof(BertCompacter))).AssertDone();
        Assert.Matches(@"(?m)^ *Compacter\.DownLeft +2 x layers x terms x hidden / terms x rank +adapted", quotients);
        Assert.Matches(@"(?m)^ *Compacter\.DownRight +2 x layers x terms x rank x hidden / reduction / terms +adapted", quotients);
        Assert.Matches(@"(?m)^ *Compacter\.DownBias +2 x layers x hidden / reduction +adapted", quotients);
    }

    [Fact]
    public async Task No_size_that_is_open_is_told_by_a_large_number()
    {
        var numbers = new List<string>();
        foreach (var model in CompiledModels.All)
        {
            using var json = JsonDocument.Parse((await HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, "describe", model.Facts.Name, "--json")).AssertDone());
            foreach (var parameter in json.RootElement.GetProperty("parameters").EnumerateArray())
                foreach (var size in parameter.GetProperty("sizes").EnumerateArray().Where(size => Regex.IsMatch(size.GetString()!, "[0-9]{3}")))
                    numbers.Add($"{model.Facts.Name}.{parameter.GetProperty("name")}: {size}");
        }
        Assert.Empty(numbers);
    }
}
