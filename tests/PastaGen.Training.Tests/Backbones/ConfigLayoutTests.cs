using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class ConfigLayoutTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_setting_is_read_under_the_key_that_the_architecture_gives_it()
    {
        var config = Read(
            """{"model_type": "t", "dim": 8, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 16, "vocab_size": 16, "max_position_embeddings": 12, "act": "relu", "drop": 0.3}""",
            new()
            {
                Keys =
                [
                    new(ConfigSetting.HiddenSize, "dim"), new(ConfigSetting.Activation, "act"), new(ConfigSetting.HiddenDropout, "drop"),
                    new(ConfigSetting.TokenTypeCount, "type_vocab_size", 0), new(ConfigSetting.LayerNormEpsilon, "", 1e-6), new(ConfigSetting.PadTokenId, "pad_token_id", 3),
                    new(ConfigSetting.ClassifierDropout, "seq_drop", 0.2), new(ConfigSetting.AttentionDropout, "attention", 0),
                ],
            });

        Assert.Equal((8, 8, Activation.Relu, 0.3, 0, 1e-6, 3, 0.2, 0.0), (
            config.HiddenSize, config.EmbeddingSize, config.Activation, config.HiddenDropout, config.TokenTypeCount, config.LayerNormEpsilon, config.PadTokenId,
            config.ClassifierDropout!.Value, config.AttentionDropout));
    }

    [Fact]
    public void A_key_that_no_file_holds_is_not_read() =>
        Assert.Equal(1e-6, Read(TinyBackbone.ConfigJson.Replace("1e-12", "0.5", StringComparison.Ordinal), new() { Keys = [new(ConfigSetting.LayerNormEpsilon, "", 1e-6)] }).LayerNormEpsilon);

    [Fact]
    public void A_missing_key_is_named_as_the_architecture_calls_it() =>
        Assert.EndsWith("the key \"dim\" is missing", Error(TinyBackbone.ConfigJson, new() { Keys = [new(ConfigSetting.HiddenSize, "dim")] }), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"absolute\"", null)]
    [InlineData("\"relative\"", "\"kind\" is \"relative\", which is not supported; expected \"absolute\" or \"none\"")]
    [InlineData("1", "\"kind\" is 1, which is not supported; expected \"absolute\" or \"none\"")]
    public void A_required_text_is_held(string value, string? expected) => Check(new("kind", "absolute", "none"), value, expected);

    [Theory]
    [InlineData("1", null)]
    [InlineData("1.0", null)]
    [InlineData("2", "\"kind\" is 2, which is not supported; expected 1")]
    [InlineData("true", "\"kind\" is true, which is not supported; expected 1")]
    public void A_required_number_is_held(string value, string? expected) => Check(new("kind", 1), value, expected);

    [Theory]
    [InlineData("true", null)]
    [InlineData("null", null)]
    [InlineData("false", "\"kind\" is false, which is not supported; expected true")]
    public void A_required_truth_is_held(string value, string? expected) => Check(new("kind", true), value, expected);

    [Fact]
    public void Shared_layers_are_in_as_many_groups_as_the_file_says_and_in_one_where_it_says_nothing()
    {
        var shared = new ConfigLayout { SharesLayers = true };
        Assert.Equal((2, 2), Groups(Read(With("num_hidden_groups", "2"), shared)));
        Assert.Equal((2, 1), Groups(Read(TinyBackbone.ConfigJson, shared)));
        Assert.Equal((2, 2), Groups(Read(With("num_hidden_groups", "1"), ConfigLayout.Usual)));
        Assert.EndsWith("expected \"num_hidden_groups\" to be at most \"num_hidden_layers\", found 3 and 2", Error(With("num_hidden_groups", "3"), shared), StringComparison.Ordinal);

        static (int, int) Groups(EncoderConfig config) => (config.LayerCount, config.LayerGroupCount);
    }

    [Fact]
    public void Positions_behind_the_padding_token_are_the_longest_input()
    {
        var counted = new ConfigLayout { PositionNumbering = PositionNumbering.AfterPadding };
        Assert.Equal(11, Read(TinyBackbone.ConfigJson, counted).LongestInput);
        Assert.Contains(
            "expected \"max_position_embeddings\" to be above \"pad_token_id\"",
            Error(TinyBackbone.ConfigJson.Replace("\"pad_token_id\": 0", "\"pad_token_id\": 11", StringComparison.Ordinal), counted), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_one_block_knows_are_read_through_one_door()
    {
        var settings = Read(With("window", "128"), ConfigLayout.Usual).Settings;
        Assert.Equal((128, 128.0, 7, 0.5, "x", true), (
            settings.Whole("window"), settings.Number("window"), settings.Whole("absent", 7), settings.Number("absent", 0.5), settings.Text("absent", "x"), settings.Flag("absent", true)));
        Assert.Equal(["gelu"], settings.Texts("hidden_act"));
        Assert.Empty(settings.Texts("absent"));
        Assert.Equal((true, false), (settings.Mentions("window"), settings.Mentions("absent")));
        Assert.Equal((true, false), (Read(With("window", "null"), ConfigLayout.Usual).Settings.Mentions("window"), Read(With("window", "null"), ConfigLayout.Usual).Settings.Has("window")));
        Assert.Equal(["p2c", "c2p"], Read(With("kinds", "\"p2c|c2p\""), ConfigLayout.Usual).Settings.Texts("kinds"));
        Assert.Equal(["p2c", "c2p"], Read(With("kinds", "[\"p2c\", \"c2p\"]"), ConfigLayout.Usual).Settings.Texts("kinds"));

        Assert.EndsWith("the key \"absent\" is missing", Assert.Throws<BadInputException>(() => settings.Whole("absent")).Message, StringComparison.Ordinal);
        Assert.EndsWith("expected \"hidden_act\" to be a whole number, found \"gelu\"", Assert.Throws<BadInputException>(() => settings.Whole("hidden_act", 1)).Message, StringComparison.Ordinal);
        Assert.EndsWith("expected \"hidden_act\" to be a number, found \"gelu\"", Assert.Throws<BadInputException>(() => settings.Number("hidden_act")).Message, StringComparison.Ordinal);
        Assert.EndsWith("expected \"window\" to be a text, found 128", Assert.Throws<BadInputException>(() => settings.Text("window")).Message, StringComparison.Ordinal);
        Assert.EndsWith("expected \"window\" to be true or false, found 128", Assert.Throws<BadInputException>(() => settings.Flag("window")).Message, StringComparison.Ordinal);
        Assert.EndsWith("expected \"window\" to be a list of texts, found 128", Assert.Throws<BadInputException>(() => settings.Texts("window")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Check(ConfigRequirement requirement, string value, string? expected)
    {
        var layout = new ConfigLayout { Requirements = [requirement] };
        if (expected is null) Read(With("kind", value), layout);
        else Assert.EndsWith(expected, Error(With("kind", value), layout), StringComparison.Ordinal);
    }

    private static string With(string key, string value) => TinyBackbone.ConfigJson.Replace("{\"model_type\"", $"{{\"{key}\": {value}, \"model_type\"", StringComparison.Ordinal);

    private EncoderConfig Read(string json, ConfigLayout layout) => EncoderConfigFile.Read(folder.Write("config.json", json), layout);

    private string Error(string json, ConfigLayout layout) => Assert.Throws<BadInputException>(() => Read(json, layout)).Message;
}
