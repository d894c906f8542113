using System.Text.Json;
using System.Text.RegularExpressions;
using PastaGen.Models;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests.Pretraining;

/// <summary>Texts of few words in fixed orders, configs of two small layers, and runs over them.</summary>
internal sealed partial class SmallPretraining : IDisposable
{
    public const string Modernbert = """
        {"model_type": "modernbert", "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32,
         "local_attention": 8, "global_attn_every_n_layers": 2, "max_position_embeddings": 64, "global_rope_theta": 10000.0,
         "initializer_range": 0.05}
        """;

    public const string Bert = """
        {"model_type": "bert", "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64,
         "max_position_embeddings": 64, "type_vocab_size": 2, "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1,
         "initializer_range": 0.05}
        """;

    private readonly TemporaryFolder folder = new();

    public SmallPretraining()
    {
        Text = Write("text.txt", Sentences(0, 240));
        HeldOut = Write("held-out.txt", Sentences(1000, 24));
    }

    public string Text { get; }

    public string HeldOut { get; }

    /// <summary>Short and exact: float32, every state saved.</summary>
    public PretrainingOptions Options => new()
    {
        Config = Write("config.json", Modernbert),
        Text = [Text],
        HeldOut = [HeldOut],
        VocabularySize = 120,
        MaxLength = 24,
        BatchTokens = 192,
        MaxSteps = 6,
        EvaluateEvery = RunLength.Updates(3),
        LearningRate = 5e-3,
        Precision = Precision.Fp32,
        Store = StoredType.Fp32,
        SaveEvery = TimeSpan.Zero,
        Command = "pasta pretrain",
    };

    public string this[string name] => folder[name];

    public string Write(string name, string content)
    {
        File.WriteAllText(folder[name], content);
        return folder[name];
    }

    /// <summary>A folder with a vocab.txt of these words alone.</summary>
    public string Vocabulary(params IReadOnlyList<string> words)
    {
        var path = Directory.CreateDirectory(folder["vocabulary"]).FullName;
        File.WriteAllText(Path.Combine(path, "vocab.txt"), string.Concat(words.Select(word => word + "\n")));
        return path;
    }

    /// <summary>A folder with a byte-level vocabulary without merges: each byte of a text is a token.</summary>
    public string Bytes()
    {
        var path = Directory.CreateDirectory(folder["bytes"]).FullName;
        // The printable characters of Latin-1 stand for themselves; those from U+0100 on for the other bytes, in order.
        var bytes = Enumerable.Range('!', '~' - '!' + 1).Concat(Enumerable.Range(0xA1, 0xAC - 0xA1 + 1)).Concat(Enumerable.Range(0xAE, 0xFF - 0xAE + 1)).Concat(Enumerable.Range(0x100, 68));
        string[] tokens = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", .. bytes.Select(point => ((char)point).ToString())];
        File.WriteAllText(Path.Combine(path, "vocab.json"), JsonSerializer.Serialize(tokens.Index().ToDictionary(token => token.Item, token => token.Index)));
        File.WriteAllText(Path.Combine(path, "merges.txt"), "#version: 0.2\n");
        File.WriteAllText(Path.Combine(path, "tokenizer_config.json"), "{}");
        return path;
    }

    public static ModelDefinition Model(string name) => CompiledModels.All.Single(model => model.Facts.Name == name);

    public PretrainingReport Run(PretrainingOptions options, string output, string model = nameof(ModernbertMaskedLmFull), Action<TrainingEvent>? progress = null, CancellationToken cancellation = default) =>
        new Pretrainer(Model(model), options).Pretrain(folder[output], progress, cancellation);

    /// <summary>A teacher: an encoder of another width, and of another kind if nothing else is said, that has seen a little of the text.</summary>
    public Teacher Teacher(string kind = Bert, string model = nameof(BertMaskedLmFull))
    {
        var config = Write("teacher.json", kind.Replace("\"hidden_size\": 32", "\"hidden_size\": 48", StringComparison.Ordinal));
        if (!Directory.Exists(folder["teacher"])) Run(Options with { Config = config, MaxSteps = 2, Seed = 7, VocabularySize = 90 }, "teacher", model);
        return Training.Teacher.Find(CompiledModels.All, Path.Combine(folder["teacher"], "backbone"));
    }

    /// <summary>The files of a run's backbone, and its events without their times.</summary>
    public (Dictionary<string, string> Backbone, string Metrics) Results(string output) => (
        Directory.GetFiles(Path.Combine(folder[output], "backbone")).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(File.ReadAllBytes(file))),
        Time().Replace(File.ReadAllText(Path.Combine(folder[output], "metrics.jsonl")), "").Replace(folder[output], "", StringComparison.Ordinal));

    public void Dispose() => folder.Dispose();

    private static string Sentences(int first, int count)
    {
        string[] subjects = ["the old sailor", "a quiet child", "my neighbour", "the tired doctor", "her brother"];
        string[] verbs = ["opens", "carries", "repairs", "forgets", "paints", "sells"];
        string[] objects = ["the green door", "a heavy basket", "the broken clock", "an empty bottle", "the long letter", "a wooden boat", "the small lamp"];
        var sentences = Enumerable.Range(first, count).Select(n => $"{subjects[n * 7 % 5]} {verbs[n * 11 % 6]} {objects[n * 13 % 7]}.");
        return string.Join("\n\n", sentences.Chunk(4).Select(paragraph => string.Join(' ', paragraph))) + "\n";
    }

    [GeneratedRegex(@",""(rows_per_second|tokens_per_second|seconds)"":[0-9.E+-]+")]
    private static partial Regex Time();
}
