using System.Text.Json;
using PastaGen.Testing;

namespace PastaGen.Text.Tests;

/// <summary>Whole encodings against the answers recorded from the Python library.</summary>
public sealed class RecordedTokensTests
{
    [SharedDataTheory]
    [InlineData("bert-base-uncased")]
    [InlineData("bert-base-cased")]
    [InlineData("roberta-base")]
    [InlineData("modernbert")]
    [InlineData("xlm-roberta")]
    [InlineData("camembert")]
    [InlineData("albert")]
    [InlineData("deberta-v2")]
    public void Every_recorded_line_is_encoded_as_the_Python_library_encodes_it(string kind)
    {
        var encoder = TextEncoder.Load(SharedData.Path("goldens", "tokens", "tokenizers", kind));
        foreach (var line in Lines("goldens", "tokens", kind + ".jsonl"))
        {
            var encoding = Encode(encoder, line);
            Same(line, "ids", encoding.Ids);
            Same(line, "types", encoding.TypeIds);
            Same(line, "special", encoding.SpecialMask);
            Assert.Equal(Strings(line, "tokens"), encoding.Tokens);
            Assert.Equal(
                line.GetProperty("offsets").EnumerateArray().Select(pair => (pair[0].GetInt32(), pair[1].GetInt32())),
                encoding.Offsets);
        }
    }

    [SharedDataFact]
    public void A_tokenizer_json_gives_the_recorded_ids_of_the_vocab_txt()
    {
        var encoder = TextEncoder.Load(SharedData.Path("weights", "minilm-l6"));
        foreach (var line in Lines("goldens", "tokens", "bert-base-uncased.jsonl")) Same(line, "ids", Encode(encoder, line).Ids);
    }

    [SharedDataFact]
    public void A_tokenizer_json_without_model_type_gives_the_recorded_ids_too()
    {
        using var folder = new TemporaryFolder();
        File.Copy(SharedData.Path("data", "vocab", "bert-base-uncased-tokenizer.json"), folder.File("tokenizer.json"));
        var encoder = TextEncoder.Load(folder.Path);
        foreach (var line in Lines("goldens", "tokens", "bert-base-uncased.jsonl")) Same(line, "ids", Encode(encoder, line).Ids);
    }

    [SharedDataTheory]
    [InlineData("bert-base-uncased")]
    [InlineData("bert-base-cased")]
    public void Published_vectors_of_other_test_suites_hold(string kind)
    {
        var encoder = TextEncoder.Load(SharedData.Path("goldens", "tokens", "tokenizers", kind));
        foreach (var line in Lines("data", "tokenizer-vectors", kind + ".jsonl"))
        {
            var pair = line.TryGetProperty("pair", out var second) ? second.GetString() : null;
            Same(line, "ids", encoder.Encode(line.GetProperty("text").GetString()!, pair, asText: false).Ids);
        }
    }

    [SharedDataTheory]
    [InlineData("xlm-roberta", true)]
    [InlineData("camembert", true)]
    [InlineData("albert", true)]
    [InlineData("deberta-v2", true)]
    [InlineData("xlm-roberta", false)]
    [InlineData("camembert", false)]
    [InlineData("albert", false)]
    [InlineData("deberta-v2", false)]
    public void A_SentencePiece_model_alone_makes_the_tokenizer_of_the_tokenizer_json(string kind, bool withConfig)
    {
        using var folder = new TemporaryFolder();
        var source = SharedData.Path("goldens", "tokens", "tokenizers", kind);
        foreach (var file in Directory.GetFiles(source))
            if (Path.GetFileName(file) is var name && name != "tokenizer.json" && (withConfig || name is "config.json" || name.EndsWith(".model", StringComparison.Ordinal)))
                File.Copy(file, folder.File(name));
        var (json, model) = (TextEncoder.Load(source), TextEncoder.Load(folder.Path));
        Assert.Equal(json.Digest, model.Digest);
        Assert.Equal(json.PadId, model.PadId);
        foreach (var line in Lines("goldens", "tokens", kind + ".jsonl").Take(50)) Same(line, "ids", Encode(model, line).Ids);
    }

    [SharedDataFact]
    public void Published_vectors_of_byte_level_BPE_hold()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["vocab.json", "merges.txt"])
            File.Copy(SharedData.Path("goldens", "tokens", "tokenizers", "roberta-base", name), folder.File(name));
        var plain = TextEncoder.Load(folder.Path);
        folder.Write("tokenizer_config.json", """{"add_prefix_space": true}""");
        var prefixed = TextEncoder.Load(folder.Path);
        foreach (var line in Lines("data", "tokenizer-vectors", "roberta-base.jsonl").Concat(Lines("data", "tokenizer-vectors", "roberta-base-derived.jsonl")))
        {
            var encoder = line.TryGetProperty("add_prefix_space", out var prefix) && prefix.GetBoolean() ? prefixed : plain;
            var ids = encoder.Encode(line.GetProperty("text").GetString()!).Ids;
            // Some were published without the template's tokens.
            var whole = line.GetProperty("ids")[0].GetInt32() == ids[0];
            Same(line, "ids", whole ? ids : ids[1..^1]);
        }
    }

    [SharedDataFact]
    public void A_published_tokenizer_json_of_byte_level_BPE_gives_the_published_ids()
    {
        using var folder = new TemporaryFolder();
        File.Copy(SharedData.Path("data", "vocab", "gpt2-tokenizer.json"), folder.File("tokenizer.json"));
        var encoder = TextEncoder.Load(folder.Path);
        foreach (var line in Lines("data", "tokenizer-vectors", "gpt2.jsonl")) Same(line, "ids", encoder.Encode(line.GetProperty("text").GetString()!).Ids);
        var ids = JsonSerializer.Deserialize<int[]>(File.ReadAllText(SharedData.Path("data", "tokenizer-vectors", "gpt2-long-document.ids.json")))!;
        Assert.Equal(ids, encoder.Encode(File.ReadAllText(SharedData.Path("data", "tokenizer-vectors", "gpt2-long-document.txt"))).Ids);
    }

    [SharedDataFact]
    public void The_digest_is_the_same_however_the_files_spell_the_tokenizer()
    {
        var vocabulary = TextEncoder.Load(SharedData.Path("goldens", "tokens", "tokenizers", "bert-base-uncased"));
        var json = TextEncoder.Load(SharedData.Path("weights", "minilm-l6"));
        var cased = TextEncoder.Load(SharedData.Path("goldens", "tokens", "tokenizers", "bert-base-cased"));
        Assert.Equal(vocabulary.Digest, json.Digest);
        Assert.NotEqual(vocabulary.Digest, cased.Digest);
    }

    private static Encoding Encode(TextEncoder encoder, JsonElement line) => encoder.Encode(
        line.GetProperty("text").GetString()!,
        line.GetProperty("pair").GetString(),
        line.GetProperty("max_length") is { ValueKind: JsonValueKind.Number } length ? length.GetInt32() : null,
        line.GetProperty("as_text").GetBoolean());

    private static IEnumerable<JsonElement> Lines(params string[] path)
    {
        var lines = File.ReadAllText(SharedData.Path(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        return lines.Select(line => JsonDocument.Parse(line).RootElement);
    }

    private static void Same(JsonElement line, string key, int[] found)
    {
        var expected = line.GetProperty(key).EnumerateArray().Select(value => value.GetInt32()).ToArray();
        if (!expected.AsSpan().SequenceEqual(found))
            Assert.Fail($"{key} of {line.GetProperty("text").GetRawText()}: expected {string.Join(' ', expected)}; found {string.Join(' ', found)}");
    }

    private static IEnumerable<string> Strings(JsonElement line, string key) => line.GetProperty(key).EnumerateArray().Select(value => value.GetString()!);
}
