using System.Text.RegularExpressions;
using PastaGen.Testing;

namespace PastaGen.Generator.Tests.Boundaries;

/// <summary>Architectures are declared, never known: no file of the compiler or of a runtime room bears the name of one.</summary>
public sealed partial class NoArchitectureIsKnown
{
    // Long names count anywhere inside a word; short ones only as a word of their own, for they occur inside others.
    private const string Families = "bert|electra|xlnet|ernie|mpnet|longformer|big_?bird|nomic|reformer|splinter|perceiver|canine";
    private const string ShortFamilies = @"gpt[-_]?\w*|llama\d*|t5|m?bart|gte|xlm|funnel|luke|fnet|tapas|yoso|nezha|layoutlm\w*";
    private const string CheckpointNames = @"word_embeddings|position_embeddings|token_type_embeddings|encoder\.layer|attention\.self|output\.dense|intermediate\.dense|pooler\.dense";

    [GeneratedRegex($@"{Families}|\b({ShortFamilies})\b|{CheckpointNames}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Known();

    // Tokenizers bear their usual names wherever they are called.
    [GeneratedRegex(@"\b(Bert|Roberta|XlmRoberta|Albert|Electra|Deberta)(Pre)?(Tokenizer|Normalizer|TokenizerOptions|Options)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Tokenizer();

    [Theory]
    [InlineData("generators")]
    [InlineData("src")]
    public void No_file_of_the_compiler_or_of_a_runtime_room_names_one(string folder)
    {
        var found = Texts(Path.Combine(Checkout.Root, folder)).SelectMany(Matches).ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("if (modelType == \"roberta\")")]
    [InlineData("class DistilBertLayer")]
    [InlineData("case \"gpt2\":")]
    [InlineData("\"encoder.layer.{0}\"")]
    public void The_search_finds_a_planted_name(string line) => Assert.Matches(Known(), line);

    [Theory]
    [InlineData("new BertTokenizer(options)")]
    [InlineData("var option = gathered.Bartered;")]
    [InlineData("the Levenshtein distance")]
    public void The_search_passes_tokenizers_and_innocent_words(string line) => Assert.DoesNotMatch(Known(), Tokenizer().Replace(line, ""));

    private static IEnumerable<string> Texts(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".csproj", StringComparison.Ordinal) || path.EndsWith(".cpp", StringComparison.Ordinal))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "PastaGen.Text"));

    private static IEnumerable<string> Matches(string path) => File
        .ReadLines(path)
        .Select((line, index) => (Match: Known().Match(Tokenizer().Replace(line, "")), Line: index + 1))
        .Where(found => found.Match.Success)
        .Select(found => $"{Path.GetRelativePath(Checkout.Root, path)}({found.Line}): {found.Match.Value}");
}
