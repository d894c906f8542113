using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PastaGen.Generator;
using PastaGen.Testing;
using PastaGen.Text;
using PastaGen.Training;
using static TorchSharp.torch;

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
        using var adapter = PythonAdapter.Open(PythonFolders.Recorded(golden), definition);
        using var loaded = adapter.LoadModel(folder);
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

    [SharedDataFact]
    public void A_method_of_a_users_own_has_a_format_too()
    {
        const string golden = "bert-seq-ia3";
        var own = Compile([("Own.cs", """
            using System;
            using System.Collections.Generic;
            using System.Text.Json.Nodes;
            using PastaGen;
            using PastaGen.Models;
            using PastaGen.Modules;

            namespace Own;

            [Interchange<StretchFormat>]
            public sealed class StretchAttribute : AdaptationAttribute<ElementScale>;

            public sealed class StretchFormat : PythonFormat
            {
                private readonly Ia3PythonFormat likewise = new();

                public override Type Attribute => typeof(StretchAttribute);
                public override string Type => likewise.Type;
                public override IReadOnlyCollection<string> WithoutInfluence => likewise.WithoutInfluence;
                public override IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter) => likewise.Settings(adapter);
                public override string? NameOf(string deltaName, string prefix) => likewise.NameOf(deltaName, prefix);
                public override IReadOnlyList<long>? ShapeHere(string deltaName, IReadOnlyList<long> shape) => likewise.ShapeHere(deltaName, shape);
                public override IReadOnlyList<long> ShapeThere(string deltaName, IReadOnlyList<long> shape) => likewise.ShapeThere(deltaName, shape);
                public override JsonObject Configuration(TrainedAdapter adapter) => likewise.Configuration(adapter);
            }

            [Model<IBert>]
            [Stretch]
            [SequenceClassification]
            public sealed partial class Stretched;
            """)]);
        var definition = (ModelDefinition)own.GetType("Own.Stretched", throwOnError: true)!.GetProperty("Definition")!.GetValue(null)!;
        var (recorded, backbone) = (PythonFolders.Recorded(golden), PythonFolders.BackboneOf(golden));
        using var folder = new TemporaryFolder();
        AdapterConversion.Run(recorded, definition, backbone, folder["delta"]);
        AdapterConversion.Run(folder["delta"], definition, backbone, folder["adapter"]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(recorded, "adapter_model.safetensors")), File.ReadAllBytes(Path.Combine(folder["adapter"], "adapter_model.safetensors")));
        Assert.Contains(
            "using Own;\nusing PastaGen;\nusing PastaGen.Models;\n", AdapterDeclaration.Of(recorded, [definition], backbone), StringComparison.Ordinal);
        Assert.Contains("[Model<IBert>]\n[Stretch(Sites = Site.Key | Site.Value | Site.FeedForwardHidden | Site.AttentionContext)]\n", AdapterDeclaration.Of(recorded, [definition], backbone), StringComparison.Ordinal);
    }

    // Tensors of layers that are not one range, or of some places of a layer, are no declaration's.
    [SharedDataTheory]
    [InlineData("layer.0.", "FirstLayer = 1)]")]
    [InlineData("layer.2.", "LastLayer = 1)]")]
    [InlineData("layer.1.", "lacks base_model.model.bert.encoder.layer.1.attention.self.query.lora_A.weight, and no declaration leaves out one place alone")]
    [InlineData("layer.2.attention.self.value.", "lacks base_model.model.bert.encoder.layer.2.attention.self.value.lora_A.weight, and no declaration leaves out one place alone")]
    public void Layers_are_told_as_far_as_a_declaration_can(string without, string told)
    {
        var (recorded, backbone) = (PythonFolders.Recorded("bert-seq-lora"), PythonFolders.BackboneOf("bert-seq-lora"));
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var changed = PythonFolders.With(folder, recorded, "inference_mode", "true");
        using (var file = SafetensorsFile.Open(Path.Combine(recorded, "adapter_model.safetensors")))
            SafetensorsWriter.Write(
                Path.Combine(changed, "adapter_model.safetensors"),
                [.. file.Names.Where(name => !name.Contains(without, StringComparison.Ordinal)).Select(name => KeyValuePair.Create(name, file.Load(name)))]);
        var text = told.StartsWith("lacks", StringComparison.Ordinal)
            ? Assert.Throws<BadInputException>(() => AdapterDeclaration.Of(changed, Models.CompiledModels.All, backbone)).Message
            : AdapterDeclaration.Of(changed, Models.CompiledModels.All, backbone);
        Assert.Contains(told, text, StringComparison.Ordinal);
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
