using System.Text.Json;
using PastaGen.Testing;
using PastaGen.Text.Vocabularies;

namespace PastaGen.Text.Tests;

/// <summary>A vocabulary as files: what they say, and that the files of published models say it in the same places.</summary>
public sealed class WordPieceFolderTests
{
    private const string Text = "A 😀 café, a cafe; \"cafés\" \\ 中 über the café's […] <end>";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Either_spelling_alone_makes_the_same_encoder(bool lowercase)
    {
        using var folder = new TemporaryFolder();
        var vocabulary = Write(folder, lowercase);
        var both = TextEncoder.Load(folder.Path);
        File.Delete(folder.File("tokenizer.json"));
        var lines = TextEncoder.Load(folder.Path);
        Write(folder, lowercase);
        foreach (var name in (string[])["vocab.txt", "tokenizer_config.json", "special_tokens_map.json"]) File.Delete(folder.File(name));
        var json = TextEncoder.Load(folder.Path);

        Assert.Equal(both.Digest, lines.Digest);
        Assert.Equal(both.Digest, json.Digest);
        foreach (var encoder in (TextEncoder[])[both, lines, json])
        {
            Assert.Equal((0, 4, vocabulary.Count), (encoder.PadId, encoder.MaskId, encoder.VocabularySize));
            Assert.Equal("[CLS] A [SEP] B [SEP]", encoder.PairTemplate);
            var tokens = encoder.Encode(Text).Tokens;
            Assert.DoesNotContain("[UNK]", tokens);
            Assert.Contains(lowercase ? "cafe" : "café", tokens);
            Assert.Equal(tokens.Select(token => vocabulary.ToList().IndexOf(token)), encoder.Encode(Text).Ids);
            Assert.Equal([2, 1, 4, 3], encoder.Encode("ж[MASK]", asText: false).Ids);
        }
        Assert.Equal((77, 77), (both.MaxLength, lines.MaxLength));
    }

    [Fact]
    public void The_files_are_the_same_every_time_and_have_plain_line_ends()
    {
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();
        Write(one, lowercase: true);
        Write(other, lowercase: true);
        string[] names = ["special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt"];
        Assert.Equal(names, Directory.GetFiles(one.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            var bytes = File.ReadAllBytes(one.File(name));
            Assert.Equal(bytes, File.ReadAllBytes(other.File(name)));
            Assert.DoesNotContain((byte)'\r', bytes);
            Assert.Equal((byte)'\n', bytes[^1]);
            Assert.NotEqual(0xEF, bytes[0]);
        }
    }

    [SharedDataFact]
    public void A_tokenizer_json_has_the_parts_of_a_published_one()
    {
        using var folder = new TemporaryFolder();
        Write(folder, lowercase: true);
        string[] differing = ["$.model.vocab", "$.truncation", "$.padding"];
        foreach (var published in (string[])[SharedData.Path("weights", "minilm-l6", "tokenizer.json"), SharedData.Path("data", "vocab", "bert-base-uncased-tokenizer.json")])
        {
            var expected = Parts(published).Where(part => !differing.Any(part.Path.StartsWith)).ToDictionary();
            var found = Parts(folder.File("tokenizer.json")).Where(part => !differing.Any(part.Path.StartsWith)).ToDictionary();
            // Older files leave the model's type out, and the ids are those of another vocabulary.
            expected.TryAdd("$.model.type", "WordPiece");
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
            foreach (var (path, value) in expected)
                if (!path.EndsWith(".id", StringComparison.Ordinal) && !path.Contains(".ids[", StringComparison.Ordinal)) Assert.Equal((path, value), (path, found[path]));
        }
    }

    [SharedDataFact]
    public void The_config_and_the_map_have_the_keys_of_published_ones()
    {
        using var folder = new TemporaryFolder();
        Write(folder, lowercase: true);
        foreach (var name in (string[])["tokenizer_config.json", "special_tokens_map.json"])
        {
            var found = Parts(folder.File(name)).ToDictionary();
            foreach (var (path, value) in Parts(SharedData.Path("weights", "minilm-l6", name)))
                // Where the published one came from, how long its rows are, and two that only say the default.
                if (path is not ("$.name_or_path" or "$.model_max_length" or "$.do_basic_tokenize" or "$.never_split")) Assert.Equal((path, value), (path, found.GetValueOrDefault(path)));
        }
    }

    [Fact]
    public void What_is_no_vocabulary_is_refused()
    {
        using var folder = new TemporaryFolder();
        string[] special = [.. WordPieceTrainer.SpecialTokens];
        foreach (var vocabulary in (string[][])[["a"], [.. special.Reverse()], [.. special, "a", "a"], [.. special, ""], [.. special, "a\nb"]])
            Assert.Throws<ArgumentException>(() => WordPieceFolder.Write(folder.Path, vocabulary, true, 77));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static IReadOnlyList<string> Write(TemporaryFolder folder, bool lowercase)
    {
        var vocabulary = WordPieceTrainer.Train([Text, Text], new WordPieceOptions { Lowercase = lowercase });
        WordPieceFolder.Write(folder.Path, vocabulary, lowercase, 77);
        return vocabulary;
    }

    private static IEnumerable<(string Path, string Value)> Parts(string file)
    {
        return Of("$", JsonDocument.Parse(File.ReadAllText(file)).RootElement);

        static IEnumerable<(string Path, string Value)> Of(string path, JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(entry => Of($"{path}.{entry.Name}", entry.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((entry, place) => Of($"{path}[{place}]", entry)),
            _ => [(path, element.ToString())],
        };
    }
}
