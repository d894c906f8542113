using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class EncoderConfigFileTests
{
    [Fact]
    public void Every_key_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("config.json", """
            {"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 20,
             "vocab_size": 30, "max_position_embeddings": 40, "type_vocab_size": 1, "pad_token_id": 2, "hidden_act": "swish",
             "hidden_dropout_prob": 0.2, "attention_probs_dropout_prob": 0.3, "classifier_dropout": 0.4, "layer_norm_eps": 1e-5,
             "initializer_range": 0.01, "id2label": {"1": "yes", "0": "no", "10": "k", "2": "c", "3": "d", "4": "e", "5": "f", "6": "g", "7": "h", "8": "i", "9": "j"},
             "position_embedding_type": "absolute", "is_decoder": false, "pruned_heads": {}, "unknown": [1, 2]}
            """);

        var config = EncoderConfigFile.Read(path);

        Assert.Equal(
            ("bert", 8, 3, 4, 20, 30, 40, 1, 2),
            (config.ModelType, config.HiddenSize, config.LayerCount, config.HeadCount, config.IntermediateSize, config.VocabularySize, config.PositionCount, config.TokenTypeCount, config.PadTokenId));
        Assert.Equal(
            (Activation.Silu, 0.2, 0.3, 0.4, 1e-5, 0.01),
            (config.Activation, config.HiddenDropout, config.AttentionDropout, config.ClassifierDropout, config.LayerNormEpsilon, config.InitializerRange));
        Assert.Equal(["no", "yes", "c", "d", "e", "f", "g", "h", "i", "j", "k"], config.Labels);
        Assert.True(config.Settings.Has("unknown"));
        Assert.False(config.Settings.Has("absent"));
    }

    [Fact]
    public void Absent_and_null_keys_take_their_defaults()
    {
        using var folder = new TemporaryFolder();
        var config = EncoderConfigFile.Read(folder.Write("config.json", """
            {"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 20,
             "vocab_size": 30, "max_position_embeddings": 40, "type_vocab_size": 2, "classifier_dropout": null, "pad_token_id": null}
            """));

        Assert.Equal(
            (Activation.Gelu, 0.1, 0.1, (double?)null, 1e-12, 0.02, 0),
            (config.Activation, config.HiddenDropout, config.AttentionDropout, config.ClassifierDropout, config.LayerNormEpsilon, config.InitializerRange, config.PadTokenId));
        Assert.Null(config.Labels);
        Assert.False(config.Settings.Has("pad_token_id"));
    }

    [Theory]
    [InlineData("gelu", Activation.Gelu)]
    [InlineData("gelu_new", Activation.GeluTanh)]
    [InlineData("gelu_pytorch_tanh", Activation.GeluTanh)]
    [InlineData("relu", Activation.Relu)]
    [InlineData("silu", Activation.Silu)]
    [InlineData("tanh", Activation.Tanh)]
    public void An_activation_is_known_by_its_names(string name, Activation expected) =>
        Assert.Equal(expected, Read("\"hidden_act\": \"gelu\"", $"\"hidden_act\": \"{name}\"").Activation);

    [Theory]
    [InlineData("\"hidden_size\": 8,", "", "the key \"hidden_size\" is missing")]
    [InlineData("\"model_type\": \"bert\",", "", "the key \"model_type\" is missing")]
    [InlineData("\"hidden_size\": 8", "\"hidden_size\": \"8\"", "expected \"hidden_size\" to be a whole number of at least 1, found \"8\"")]
    [InlineData("\"hidden_size\": 8", "\"hidden_size\": 8.5", "found 8.5")]
    [InlineData("\"hidden_size\": 8", "\"hidden_size\": 0", "found 0")]
    [InlineData("\"hidden_size\": 8", "\"hidden_size\": 9", "expected \"num_attention_heads\" to divide \"hidden_size\", found 2 heads and 9")]
    [InlineData("\"pad_token_id\": 0", "\"pad_token_id\": 16", "expected \"pad_token_id\" to be below \"vocab_size\", found 16 and 16")]
    [InlineData("\"hidden_act\": \"gelu\"", "\"hidden_act\": \"gelu_fast\"", "\"hidden_act\" is \"gelu_fast\", which is not supported")]
    [InlineData("\"hidden_dropout_prob\": 0.1", "\"hidden_dropout_prob\": 1.1", "expected \"hidden_dropout_prob\" to be a number from 0 to 1, found 1.1")]
    [InlineData("\"pad_token_id\": 0", "\"is_decoder\": true", "\"is_decoder\" is true, which is not supported")]
    [InlineData("\"pad_token_id\": 0", "\"pruned_heads\": {\"1\": [0]}", "\"pruned_heads\"")]
    [InlineData("\"pad_token_id\": 0", "\"quantization_config\": {}", "\"quantization_config\"")]
    [InlineData("\"pad_token_id\": 0", "\"id2label\": {\"0\": \"a\", \"2\": \"b\"}", "numbered from 0 without a gap")]
    [InlineData("\"pad_token_id\": 0", "\"id2label\": {\"a\": \"a\"}", "an object that maps numbers to names")]
    [InlineData("\"pad_token_id\": 0", "\"vocab_size\": 17", "is not valid JSON")]
    [InlineData("{\"model_type\"", "[\"model_type\"", "is not valid JSON")]
    public void A_config_that_is_not_as_expected_is_refused_by_key(string original, string replaced, string expected)
    {
        var error = Assert.Throws<BadInputException>(() => Read(original, replaced));
        Assert.Contains("config.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static Modules.EncoderConfig Read(string original, string replaced)
    {
        Assert.Contains(original, TinyBackbone.ConfigJson, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        return EncoderConfigFile.Read(folder.Write("config.json", TinyBackbone.ConfigJson.Replace(original, replaced, StringComparison.Ordinal)));
    }
}
