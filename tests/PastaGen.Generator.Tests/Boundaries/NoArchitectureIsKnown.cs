using System.Text.RegularExpressions;
using PastaGen.Testing;

namespace PastaGen.Generator.Tests.Boundaries;

/// <summary>Architectures are declared, never known: no file of the compiler or of a runtime room bears the name of one.</summary>
public sealed partial class NoArchitectureIsKnown
{
    // A word may hold these letters by chance, as "memberType" does: the first letter opens a word, or a known family's name goes before.
    private const string First = @"(?<![a-z])bert|(?<![A-Za-z])Bert|(?<=[a-z])Bert(?![a-z])|BERT|(?i:al|ro|distil|de|camem|squeeze|mobile|modern|flau|big)bert";

    // Long names count anywhere inside a word; short ones only as a word of their own.
    private const string Long = "(?i:electra|xlnet|ernie|mpnet|longformer|big_?bird|nomic|reformer|splinter|perceiver)";
    // A fifth type parameter is called T5 as well.
    private const string Short = @"\b(t5|T5[A-Z-]\w*)\b|(?i:\b(gpt[-_]?\w*|llama\d*|m?bart|gte|xlm|funnel|luke|fnet|tapas|yoso|nezha|canine|layoutlm\w*)\b)";

    private const string CheckpointNames = @"(?<!tie_)word_embeddings|(?<!max_)position_embeddings|token_type_embeddings|encoder\.layer|attention\.self|\b(output|intermediate|pooler)\.dense";

    [GeneratedRegex($"{First}|{Long}|{Short}|{CheckpointNames}", RegexOptions.CultureInvariant)]
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
    [InlineData("isBert")]
    [InlineData("model_type == 'bert'")]
    [InlineData("BERT_BASE")]
    [InlineData("\"t5\"")]
    [InlineData("class T5Encoder")]
    [InlineData("class BertEncoder")]
    [InlineData("\"encoder.layer.{0}\"")]
    public void The_search_finds_a_planted_name(string line) => Assert.Matches(Known(), line);

    [Theory]
    [InlineData("new BertTokenizer(options)")]
    [InlineData("memberType = MemberTypeDoesNotFit(numberTwo)")]
    [InlineData("(<c>max_position_embeddings</c>)")]
    [InlineData("var option = gathered.Bartered;")]
    [InlineData("the Levenshtein distance")]
    [InlineData("class Module<T4, T5, TResult>")]
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
