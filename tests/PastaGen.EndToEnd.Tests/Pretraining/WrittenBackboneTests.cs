using System.Text.Json.Nodes;
using PastaGen.Models;
using PastaGen.Text;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests.Pretraining;

/// <summary>What stands beside the weights of a backbone, as the Python library and a later run read it.</summary>
public sealed class WrittenBackboneTests : IDisposable
{
    private readonly SmallPretraining small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void A_run_that_starts_over_leaves_no_file_of_the_tokenizer_before()
    {
        small.Run(small.Options, "run");
        var backbone = Path.Combine(small["run"], "backbone");
        File.WriteAllText(Path.Combine(backbone, "spiece.model"), "another's");
        string[] words = [.. File.ReadAllLines(Path.Combine(backbone, "vocab.txt")).Take(100)];
        var tokenizer = small.Vocabulary(words);
        small.Run(small.Options with { Tokenizer = tokenizer, VocabularySize = null, Fresh = true }, "run");
        Assert.Equal(["config.json", "model.safetensors", "vocab.txt"], Directory.GetFiles(backbone).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(TextEncoder.Load(tokenizer).Digest, TextEncoder.Load(backbone).Digest);
    }

    [Fact]
    public void The_type_of_the_weights_stands_under_the_key_that_the_given_file_has()
    {
        small.Run(small.Options with { Config = small.Write("c.json", SmallPretraining.Modernbert.Replace("{", "{\"dtype\": \"float32\", ", StringComparison.Ordinal)), Store = StoredType.Bf16 }, "run");
        var config = Json("config.json");
        Assert.Equal("bfloat16", (string)config["dtype"]!);
        Assert.False(config.ContainsKey("torch_dtype"));
    }

    [Fact]
    public void A_tokenizer_names_token_types_where_the_model_reads_them()
    {
        small.Run(small.Options, "run");
        Assert.Equal(["input_ids", "attention_mask"], Json("tokenizer_config.json")["model_input_names"]!.AsArray().Select(name => (string)name!));
        small.Run(small.Options with { Config = small.Write("c.json", SmallPretraining.Bert), Fresh = true }, "run", nameof(BertMaskedLmFull));
        Assert.False(Json("tokenizer_config.json").ContainsKey("model_input_names"));
    }

    [Fact]
    public void Updates_whose_passages_hold_unknown_words_alone_are_left_out()
    {
        var tokenizer = small.Vocabulary("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b");
        string Words(string name, string word, int count) => small.Write(name, string.Join(' ', Enumerable.Repeat(word, count)));
        var total = 0;
        var report = small.Run(
            small.Options with
            {
                Tokenizer = tokenizer,
                VocabularySize = null,
                Text = [Words("known.txt", "a b", 9), Words("unknown.txt", "z", 12)],
                HeldOut = [Words("judged.txt", "b a", 3)],
                MaxLength = 8,
                BatchTokens = 8,
                MaxSteps = null,
                Epochs = 2,
            },
            "run", progress: happened => total = happened is PretrainingStarted started ? started.TotalSteps : total);
        Assert.Equal((10, 6), (total, report.Steps));
        Assert.All(report.Evaluations, evaluation => Assert.True(double.IsFinite(evaluation.Metrics["loss"])));
    }

    private JsonObject Json(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(small["run"], "backbone", name)))!.AsObject();
}
