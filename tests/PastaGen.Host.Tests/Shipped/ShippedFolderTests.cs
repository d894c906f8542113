using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using PastaGen.Host.Tests.Docs;
using PastaGen.Host.Tests.Testing;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.Host.Tests.Shipped;

/// <summary>The shipped backbone's folder, held to what the pages say of it.</summary>
[Collection(EngineTests.Name)]
public partial class ShippedFolderTests
{
    private const long MostBytes = 12 * 1024 * 1024;

    private static string Weights => Path.Combine(ShippedFiles.Backbone, "model.safetensors");

    [Fact]
    public void It_is_the_encoder_that_the_pages_describe()
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(ShippedFiles.Backbone, "config.json")));
        var root = config.RootElement;
        Assert.Equal("modernbert", root.GetProperty("model_type").GetString());
        Assert.Equal(
            (256, 6, 8, 8192),
            (root.GetProperty("hidden_size").GetInt32(), root.GetProperty("num_hidden_layers").GetInt32(), root.GetProperty("num_attention_heads").GetInt32(), root.GetProperty("vocab_size").GetInt32()));
    }

    [Fact]
    public void It_stays_small()
    {
        var bytes = Directory.GetFiles(ShippedFiles.Backbone).Sum(file => new FileInfo(file).Length);
        Assert.True(bytes <= MostBytes, $"{bytes} bytes");
    }

    [Fact]
    public void Its_tensors_are_half_precision_numbers_and_finite()
    {
        using var file = SafetensorsFile.Open(Weights);
        Assert.NotEmpty(file.Entries);
        foreach (var entry in file.Entries)
        {
            using var scope = NewDisposeScope();
            Assert.Equal("F16", entry.Type.Name);
            Assert.True(file.Load(entry.Name).isfinite().all().item<bool>(), entry.Name);
        }
    }

    [Fact]
    public void Its_digest_is_the_one_that_the_page_states()
    {
        var stated = Digest().Match(Pages.Read("docs/backbone.md"));
        Assert.True(stated.Success, "docs/backbone.md states no SHA-256 of model.safetensors");
        using var weights = File.OpenRead(Weights);
        Assert.Equal(stated.Value, Convert.ToHexStringLower(SHA256.HashData(weights)));
    }

    [Fact]
    public async Task Its_two_tokenizer_files_hold_the_same_words_and_split_alike()
    {
        using var whole = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(ShippedFiles.Backbone, "tokenizer.json")));
        var words = whole.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject().OrderBy(word => word.Value.GetInt32()).Select(word => word.Name);
        Assert.Equal(words, await File.ReadAllLinesAsync(Path.Combine(ShippedFiles.Backbone, "vocab.txt")));

        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "vocab.txt", "tokenizer_config.json", "special_tokens_map.json" })
            folder.File(file, await File.ReadAllTextAsync(Path.Combine(ShippedFiles.Backbone, file)));
        string[] texts =
        [
            "It was the best of times, it was the worst of times.",
            "  WHERE'S my parcel?? order LH-66120, paid £12.99 on 3 May  ",
            "Siobhán's café: naïve, 東京, \U0001F600 and [MASK] in e-mails",
            "",
        ];
        var answers = new List<JsonElement[]>();
        foreach (var source in new[] { ShippedFiles.Backbone, folder.Path })
        {
            var input = string.Concat(texts.Select(text => JsonSerializer.Serialize(new { text }) + "\n"));
            var answer = await HostTester.RunWithInputAsync(input, "tokenize", "--backbone", source, "--json-lines");
            answers.Add([.. answer.AssertDone().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)]);
        }
        Assert.Equal(texts.Length, answers[0].Length);
        Assert.Equal(answers[0].Select(answer => answer.GetRawText()), answers[1].Select(answer => answer.GetRawText()));
        string[] known = [.. answers[0][0].GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!)];
        Assert.Equal(["[CLS]", "it", "was", "the", "best", "of", "times", ",", "it", "was", "the", "worst", "of", "times", ".", "[SEP]"], known);
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Digest();
}
