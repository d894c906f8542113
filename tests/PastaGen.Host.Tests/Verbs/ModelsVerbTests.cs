using System.Text.Json;
using PastaGen.Host.Tests.Testing;

namespace PastaGen.Host.Tests.Verbs;

public class ModelsVerbTests
{
    [Fact]
    public async Task Json_is_one_array_with_an_object_for_each_model()
    {
        using var json = JsonDocument.Parse((await HostTester.RunAsync("models", "--json")).AssertDone());
        var models = json.RootElement.EnumerateArray().ToArray();
        Assert.Equal(["GnocchiPasta", "GnocchiSmall"], models.Select(model => model.GetProperty("name").GetString()));
        Assert.All(models, model => Assert.Equal("gnocchi", model.GetProperty("architecture").GetString()));
        Assert.All(models, model => Assert.Equal("sequence-classification", model.GetProperty("head").GetString()));
        Assert.All(models, model => Assert.Equal("""["pasta"]""", model.GetProperty("adaptations").GetRawText()));
        Assert.Equal(JsonValueKind.Null, models[0].GetProperty("labels").ValueKind);
        Assert.Equal("""["Negative","Positive"]""", models[1].GetProperty("labels").GetRawText());
        Assert.Equal(["open", "Small"], models.Select(model => model.GetProperty("size").GetString()));
        Assert.Equal("""{"pasta.occurrences":2}""", models[0].GetProperty("open_settings").GetRawText());
    }

    [Fact]
    public async Task Without_json_each_model_is_a_line_of_a_table()
    {
        var lines = (await HostTester.RunAsync("models")).AssertDone().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^ *GnocchiPasta +gnocchi +sequence-classification +pasta +open +open *$", lines[1]);
        Assert.Matches(@"^ *GnocchiSmall +gnocchi +sequence-classification +pasta +Negative, Positive +Small *$", lines[2]);
    }

    [Fact]
    public async Task A_program_without_models_lists_none()
    {
        var answer = await HostTester.RunAsync([], "", CancellationToken.None, "models", "--json");
        Assert.Equal("[]\n", answer.AssertDone());
    }
}
