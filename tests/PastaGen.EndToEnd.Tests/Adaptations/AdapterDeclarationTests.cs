using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PastaGen.Generator;
using PastaGen.Testing;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Declarations that are written for recorded adapter folders compile, and their models take the folders and answer as was recorded.</summary>
public class AdapterDeclarationTests
{
    // One compilation for all: what takes time is reading the references.
    private static readonly Lazy<Assembly> Declared = new(() => Compile(
        PythonFolders.Half().Select(row => ((string)row[0], AdapterDeclaration.Of(PythonFolders.Recorded((string)row[0]), Models.CompiledModels.All, PythonFolders.BackboneOf((string)row[0]))))));

    [SharedDataTheory]
    [MemberData(nameof(PythonFolders.Half), MemberType = typeof(PythonFolders))]
    public void A_written_declaration_takes_its_folder(string golden, string model)
    {
        var name = string.Concat(golden.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var definition = (ModelDefinition)Declared.Value.GetType($"Adapters.{name}", throwOnError: true)!.GetProperty("Definition")!.GetValue(null)!;
        // Everything that the folder decides is pinned.
        Assert.Empty(definition.Facts.OpenSettings);
        Assert.Equal(PythonFolders.Model(model).Facts.Adaptations, definition.Facts.Adaptations);
        using var folder = BackboneFolder.Open(PythonFolders.BackboneOf(golden));
        using var adapter = PythonAdapter.Open(PythonFolders.Recorded(golden), definition.Facts);
        using var loaded = adapter.LoadModel(definition, folder);
        GoldenAdaptationTests.Compare(loaded, PythonFolders.Recorded(golden), []);
    }

    [SharedDataTheory]
    [InlineData("bert-seq-lora-all", "[Model<IBert>]\n[Lora(Sites = Site.Query | Site.Key | Site.Value | Site.AttentionOutput | Site.FeedForwardOutput | Site.FeedForwardWidened, Alpha = 9, Biases = LoraBiases.Adapted, Rank = 3, Scaling = LoraScaling.Rank)]\n[SequenceClassification]\npublic sealed partial class BertSeqLoraAll;\n")]
    [InlineData("bert-token-rslora", "[Model<IBert>]\n[Lora(Sites = Site.Query | Site.Value, Alpha = 8, Rank = 4, Scaling = LoraScaling.RootOfRank)]\n[TokenClassification]\npublic sealed partial class BertTokenRslora;\n")]
    [InlineData("roberta-seq-ia3", "[Model<IRoberta>]\n[Ia3(Sites = Site.Key | Site.Value | Site.FeedForwardHidden | Site.AttentionContext)]\n[SequenceClassification]\npublic sealed partial class RobertaSeqIa3;\n")]
    public void Without_a_backbone_names_tell_the_architecture_as_far_as_they_can(string golden, string declaration)
    {
        var text = AdapterDeclaration.Of(PythonFolders.Recorded(golden), Models.CompiledModels.All);
        Assert.EndsWith(declaration, text, StringComparison.Ordinal);
        Assert.Equal(golden.StartsWith("roberta", StringComparison.Ordinal), text.Contains("// Weights are named so by ICamembert and IXlmRoberta too: --backbone tells which it is.\n", StringComparison.Ordinal));
    }

    private static Assembly Compile(IEnumerable<(string Path, string Text)> files)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.CSharp14);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Declared", files.Select(file => CSharpSyntaxTree.ParseText(file.Text, parsing, file.Path)), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: parsing).RunGeneratorsAndUpdateCompilation(compilation, out var compiled, out _);
        using var image = new MemoryStream();
        var result = compiled.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Assembly.Load(image.ToArray());
    }
}
