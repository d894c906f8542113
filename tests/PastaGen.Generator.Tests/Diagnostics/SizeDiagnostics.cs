namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>Mistakes in where a model's sizes come from.</summary>
public sealed class SizeDiagnostics
{
    private const string Preset =
        "[Preset(HiddenSize = 768, LayerCount = 12, HeadCount = 10, IntermediateSize = 3072, VocabularySize = 30522, PositionCount = 512, TokenTypeCount = 2)]";

    private const string Config = """
        {
          "model_type": "bert",
          "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64,
          "vocab_size": 100, "max_position_embeddings": 16, "type_vocab_size": 2,
          "hidden_act": "gelu"
        }
        """;

    [Fact]
    public Task Heads_divide_the_hidden_size_of_a_preset() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($$"""
            public enum Size { {{Preset}} Odd }

            [Model<IBert>(Size = Size.Odd), Pasta, SequenceClassification]
            public sealed partial class Review;
            """)),
        ("PASTA001", "Size.Odd", "Odd has 10 attention heads and a hidden size of 768: the number of heads must divide the hidden size."));

    [Theory]
    [InlineData("LayerCount = 12", "LayerCount = 0", "layer count", "0")]
    [InlineData("HeadCount = 10", "HeadCount = -4", "head count", "-4")]
    [InlineData("VocabularySize = 30522", "VocabularySize = 0", "vocabulary size", "0")]
    public Task Every_size_of_a_preset_is_one_or_more(string before, string after, string size, string value) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($$"""
            public enum Size { {{Preset.Replace(before, after)}} Odd }

            [Model<IBert>(Size = Size.Odd), Pasta, SequenceClassification]
            public sealed partial class Review;
            """)),
        ("PASTA043", "Size.Odd", $"The {size} of Odd is {value}; every size must be 1 or more."));

    [Fact]
    public Task Heads_divide_the_hidden_size_of_a_file() => Reports.AreAsync(
        Pinned(new ConfigFile("/project/config.json", Config.Replace("\"num_attention_heads\": 4", "\"num_attention_heads\": 5"))),
        ("PASTA001", "\"config.json\"", "config.json has 5 attention heads and a hidden size of 32: the number of heads must divide the hidden size."));

    [Fact]
    public Task Sizes_come_from_one_place() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("""
            [Model<IBert>(Config = "config.json", Size = BertSize.LargeCased), Pasta, SequenceClassification]
            public sealed partial class Review;
            """)),
        ("PASTA015", "\"config.json\"", "Both Size and Config are given; the sizes come from one of them, so drop the other."));

    [Theory]
    [InlineData("DayOfWeek.Monday", "Monday")]
    [InlineData("(BertSize)17", "17")]
    [InlineData("3", "3")]
    [InlineData("\"base\"", "\"base\"")]
    public Task A_size_is_an_enum_member_with_a_preset(string size, string name) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"[Model<IBert>(Size = {size}), Pasta, SequenceClassification]\npublic sealed partial class Review;")),
        ("PASTA016", size, $"{name} is no size: give a member of an enum whose members carry [Preset]."));

    [Fact]
    public Task A_whole_file_is_accepted() => Reports.AreAsync(Pinned(new ConfigFile("/project/config.json", Config)));

    [Theory]
    [InlineData(",\n  \"hidden_act\": \"gelu\"", "")]
    [InlineData("\"hidden_act\": \"gelu\"", "\"hidden_act\": null, \"position_embedding_type\": null, \"embedding_size\": null")]
    public Task What_a_file_may_lack_at_run_time_it_may_lack_here(string before, string after) =>
        Reports.AreAsync(Pinned(new ConfigFile("/project/config.json", Config.Replace(before, after))));

    [Fact]
    public Task A_file_must_be_among_the_additional_files() => Reports.AreAsync(Pinned(new ConfigFile("/project/other.json", Config)),
        ("PASTA017", "\"config.json\"", "'config.json' is not among the project's additional files; add <AdditionalFiles Include=\"config.json\" /> to the project, or name the file by a longer path."));

    [Fact]
    public Task A_path_must_mean_one_file() => Reports.AreAsync(
        Pinned(new ConfigFile("/project/a/config.json", Config), new ConfigFile("/project/b/config.json", Config)),
        ("PASTA017", "\"config.json\"", "'config.json' is the end of 2 paths among the project's additional files; add <AdditionalFiles Include=\"config.json\" /> to the project, or name the file by a longer path."));

    [Theory]
    [InlineData("\"hidden_size\": 32", "\"hidden_size\": \"wide\"", "(3,18): \"hidden_size\" is \"wide\", and a whole number of 1 or more was expected.")]
    [InlineData("\"hidden_size\": 32", "\"hidden_size\": 32.5", "(3,18): \"hidden_size\" is 32.5, and a whole number of 1 or more was expected.")]
    [InlineData("\"hidden_size\": 32", "\"hidden_size\": 0", "(3,18): \"hidden_size\" is 0, and a whole number of 1 or more was expected.")]
    [InlineData("\"hidden_size\": 32, ", "", "(1,1): the key \"hidden_size\" is missing.")]
    [InlineData("\"hidden_size\": 32", "\"hidden_size\": 32 32", "(3,21): a comma or '}' was expected.")]
    [InlineData("\"gelu\"\n}", "\"gelu\"", "(5,23): a comma or '}' was expected.")]
    public Task A_file_must_be_readable(string before, string after, string message) => Reports.AreAsync(
        Pinned(new ConfigFile("/project/config.json", Config.Replace(before, after))),
        ("PASTA018", "\"config.json\"", "config.json" + message));

    [Theory]
    [InlineData("\"model_type\": \"bert\"", "\"model_type\": \"gpt2\"", "(2,17): model_type is \"gpt2\", but IBert expects \"bert\".")]
    [InlineData(
        "\"gelu\"", "\"mish\"",
        "(5,17): hidden_act is \"mish\", but the feed-forward block expects \"gelu\", \"gelu_new\", \"gelu_pytorch_tanh\", \"relu\", \"silu\", \"swish\", \"tanh\".")]
    [InlineData(
        "\"gelu\"", "\"gelu\", \"position_embedding_type\": \"rotary\"",
        "(5,52): position_embedding_type is \"rotary\", but IBert expects \"absolute\", \"relative_key\", \"relative_key_query\".")]
    public Task A_file_must_suit_the_architecture(string before, string after, string message) => Reports.AreAsync(
        Pinned(new ConfigFile("/project/config.json", Config.Replace(before, after))),
        ("PASTA019", "\"config.json\"", "config.json" + message));

    private static GeneratorRun Pinned(params ConfigFile[] configs) => GeneratorRun.Of(
        Toolchain.Compile(SourceFiles.Declarations("[Model<IBert>(Config = \"config.json\"), Pasta, SequenceClassification]\npublic sealed partial class Review;")), configs);
}
