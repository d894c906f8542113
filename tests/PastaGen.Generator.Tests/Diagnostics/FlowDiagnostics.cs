namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>Mistakes in a kind of block whose data flow is stated in C#, told where a declaration names it.</summary>
public sealed class FlowDiagnostics
{
    private const string Contract = "[Flow(\"gated feed-forward\")]";
    private const string Header = "public abstract class Gated(EncoderConfig config, int layer) : PositionwiseFlow(config, layer)";
    private const string Widen = "[Part(Role.Widen, Dimension.Intermediate, Dimension.Hidden, Times = 2)] public abstract Linear Widen { get; }";
    private const string Rest = """
        [Part(Role.Output, Dimension.Hidden, Dimension.Intermediate)] public abstract Linear Output { get; }
        [Part(Role.Norm, Dimension.Hidden)] public abstract LayerNorm? Norm { get; }
        """;
    private const string Forward = "public override torch.Tensor forward(torch.Tensor hidden, TokenBatch batch) => hidden;";

    [Fact]
    public Task A_whole_data_flow_is_fine() => Reports.AreAsync(Declared());

    [Theory]
    [InlineData("public class Gated;", "derives from none of EmbeddingFlow, SharedFlow, MixingFlow, PositionwiseFlow, FinalFlow and PoolerFlow")]
    [InlineData("public class Gated(EncoderConfig config, int layer) : PositionwiseFlow(config, layer) { " + Forward + " }", "is not abstract; the emitted block derives from it")]
    [InlineData("internal abstract class Gated(EncoderConfig config, int layer) : PositionwiseFlow(config, layer);", "is not public")]
    [InlineData(Header + ";", "lacks [Flow]")]
    [InlineData(
        Contract + "public abstract class Gated() : PositionwiseFlow(null!, 0);",
        "has no constructor that takes an EncoderConfig, the layer's number as an int, and then settings")]
    [InlineData(Contract + Header + ";", "leaves 'forward' abstract; what is left to the emitted block are properties with [Part]")]
    [InlineData(Contract + Header + "{ public abstract Linear Widen { get; } " + Forward + "}", "has the abstract property 'Widen' without [Part]")]
    [InlineData(
        Contract + Header + "{ [Part(Role.Widen, Dimension.Hidden, Dimension.Hidden)] protected abstract Linear Widen { get; } " + Forward + "}",
        "has the part 'Widen', which must be a public property with a getter alone")]
    [InlineData(
        Contract + Header + "{ [Part(Role.Widen, Dimension.Hidden)] public abstract Linear Widen { get; } " + Forward + "}",
        "has the part 'Widen', whose shape needs 2 sizes and has 1")]
    [InlineData(
        Contract + Header + "{ [Part(Role.Widen, Dimension.Hidden, Dimension.Labels)] public abstract Linear Widen { get; } " + Forward + "}",
        "has the part 'Widen', whose shape holds what is neither a size of the encoder nor the name of a method")]
    [InlineData(
        Contract + Header + "{ [Part(Role.Widen, Dimension.Hidden, \"Size\")] public abstract Linear Widen { get; } " + Forward + "}",
        "has the part 'Widen', whose size Size is no public static method of Gated that takes an EncoderConfig and gives an int")]
    [InlineData(
        Contract + Header + "{ [Part(Role.Widen, Dimension.Hidden, Dimension.Hidden, Times = 0)] public abstract Linear Widen { get; } " + Forward + "}",
        "has the part 'Widen', whose Times is below 1")]
    [InlineData(
        Contract + Header + "{ [Part(Role.Widen, Dimension.Hidden)] public abstract Parameter Widen { get; } " + Forward + "}",
        "has the part 'Widen', which is none of Linear, Embedding and LayerNorm")]
    [InlineData(
        "[Flow(\"gated feed-forward\", Sites = Site.LayerInput)]" + Header + "{" + Widen + Forward + "}", "offers the site LayerInput, which every layer has before its blocks")]
    [InlineData(
        "[Flow(\"a pooler\", Sites = Site.Query)] public abstract class Gated(EncoderConfig config) : PoolerFlow(config) { public override torch.Tensor forward(torch.Tensor first) => first; }",
        "offers the site Query, but a pooler is given no batch with which to ask adaptations")]
    public Task A_data_flow_keeps_its_contract(string flow, string obstacle) => Reports.AreAsync(
        Declared(flow: flow), ("PASTA060", "Gated", $"[Gated] names Gated as its data flow, which {obstacle}."));

    [Fact]
    public Task A_setting_needs_a_parameter() => Reports.AreAsync(
        Declared(settings: "public double Scale { get; init; }"),
        ("PASTA030", "Gated", "[Gated] has the setting Scale, but no constructor parameter of Gated is called 'scale'."));

    [Fact]
    public Task A_parameter_needs_a_value() => Reports.AreAsync(
        Declared(flow: $"{Contract} public abstract class Gated(EncoderConfig config, int layer, double scale) : PositionwiseFlow(config, layer) {{ {Widen} {Rest} {Forward} }}"),
        ("PASTA031", "Gated", "[Gated] leaves 'scale' of Gated without a value; name it, mark the setting [Open], or give the constructor parameter a default."));

    [Fact]
    public Task A_part_of_its_own_is_missing() => Reports.AreAsync(
        Declared(flow: $"{Contract} {Header} {{ [Part(\"Gate\", Dimension.Hidden, Dimension.Hidden)] public abstract Linear Gate {{ get; }} {Widen} {Rest} {Forward} }}"),
        ("PASTA022", "IFeedForward", "IFeedForward is a block of kind Gated and needs weights with \"Gate\"."));

    [Fact]
    public Task A_role_of_another_kind_is_spelled_as_it_was_written() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("[Pasta]").Change("-[Weights(Role.Key, \"self.key\")] Linear Key { get; }\n+[Weights(Role.Key, \"self.key\")] Linear Key { get; }\n+[Weights(\"Gate\", \"self.gate\")] Linear Gate { get; }")),
        ("PASTA024", "\"Gate\"", "IAttention is a block of kind SelfAttention, which has no \"Gate\"; its roles are Query, Key, Value, Output, Distances, Norm."));

    [Theory]
    [InlineData("[Weights(Role.Norm, \"output.LayerNorm\", FirstLayer = -1)] LayerNorm? Norm", "-1", "FirstLayer is -1, and layers count from 0")]
    [InlineData("[Weights(Role.Norm, \"output.LayerNorm\", FirstLayer = 1)] LayerNorm Norm", "1", "some layers go without; let its type be LayerNorm?")]
    public Task Weights_that_some_layers_lack_say_so(string member, string at, string mistake) => Reports.AreAsync(
        Declared(norm: member), ("PASTA061", at, $"'Norm' cannot be so: {mistake}."));

    [Theory]
    [InlineData("[Weights(Role.Norm, \"output.LayerNorm\")] LayerNorm? Norm", "Weights(Role.Norm, \"output.LayerNorm\")")]
    [InlineData("[Weights(Role.Norm, \"output.LayerNorm\", FirstLayer = 0)] LayerNorm? Norm", "Weights(Role.Norm, \"output.LayerNorm\", FirstLayer = 0)")]
    public Task Weights_that_every_layer_has_are_not_nullable(string member, string at) => Reports.AreAsync(
        Declared(norm: member), ("PASTA063", at, "'Norm' of IFeedForward is nullable, but no layer goes without it; name FirstLayer, or drop the question mark."));

    [Fact]
    public Task Weights_that_every_block_has_are_not_nullable() => Reports.AreAsync(
        Declared(flow: $"{Contract} {Header} {{ {Widen} {Rest.Replace("LayerNorm?", "LayerNorm", StringComparison.Ordinal)} {Forward} }}", norm: "[Weights(Role.Norm, \"output.LayerNorm\")] LayerNorm? Norm"),
        ("PASTA063", "Weights(Role.Norm, \"output.LayerNorm\")", "'Norm' of IFeedForward is nullable, but no layer goes without it; drop the question mark."));

    [Fact]
    public Task Weights_that_every_layer_needs_cannot_begin_later() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("[Pasta]").Change("-[Weights(Role.Key, \"self.key\")] Linear Key { get; }\n+[Weights(Role.Key, \"self.key\", FirstLayer = 2)] Linear? Key { get; }")),
        ("PASTA061", "2", "'Key' cannot be so: a block of kind SelfAttention needs it in every layer."));

    [Fact]
    public Task Weights_of_a_planned_data_flow_cannot_begin_later() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("[Pasta]").Change("-[Weights(Role.Distances, \"self.distance_embedding\")]\n+[Weights(Role.Distances, \"self.distance_embedding\", FirstLayer = 2)]")),
        ("PASTA061", "2", "'Distances' cannot be so: a block of kind SelfAttention has it in every layer or in none."));

    [Fact]
    public Task Weights_outside_layers_name_none() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("[Pasta]").Change("-[Weights(Role.Words, \"word_embeddings\")]\n+[Weights(Role.Words, \"word_embeddings\", FirstLayer = 1)]")),
        ("PASTA061", "1", "'Words' cannot be so: FirstLayer names a layer, but the block stands outside them."));

    [Fact]
    public Task An_embedding_has_no_bias_to_leave_out() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("[Pasta]").Change("-[Weights(Role.Words, \"word_embeddings\")]\n+[Weights(Role.Words, \"word_embeddings\", Bias = false)]")),
        ("PASTA061", "false", "'Words' cannot be so: an embedding has no bias to leave out."));

    [Fact]
    public Task An_override_of_layers_that_go_without_matches_nothing() => Reports.AreAsync(
        Declared(
            norm: "[Weights(Role.Norm, \"output.LayerNorm\", FirstLayer = 2)] LayerNorm? Norm",
            model: "[HeadOnly, Trained<IGatedBert.IFeedForward>(nameof(IGatedBert.IFeedForward.Norm), LastLayer = 1)]"),
        ("PASTA005", "1", "[Trained<IFeedForward>] matches nothing: Norm begins at layer 2."));

    [Fact]
    public Task A_block_that_another_reads_stands_beside_the_layers() => Reports.AreAsync(
        Declared(flow: $$"""
            [Flow("a table")] public abstract class Table(EncoderConfig config) : SharedFlow(config);
            {{Contract}} {{Header}} { public abstract Table Table { get; } {{Widen}} {{Rest}} {{Forward}} }
            """),
        ("PASTA062", "Gated", "Gated reads a block of kind Table, of which IGatedBert has none; declare one beside its layers."));

    [Fact]
    public Task A_block_beside_the_layers_is_read_by_another() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("""
            [Architecture("deaf", Prefix = "bert.")]
            [SequenceHead("classifier", HeadInput.FirstPosition)]
            public interface IDeaf : IBert
            {
                [Block("encoder")] IDistances Distances { get; }

                [DistanceBias]
                interface IDistances
                {
                    [Weights("Distances", "relative_attention_bias")] Embedding Distances { get; }
                }
            }

            [Model<IDeaf>, Pasta, SequenceClassification]
            public sealed partial class Review;
            """)),
        ("PASTA034", "IDeaf", "IDeaf cannot be an architecture: no block reads 'Distances', a block of kind DistanceBias."));

    private static GeneratorRun Declared(
        string? flow = null, string settings = "", string norm = "[Weights(Role.Norm, \"output.LayerNorm\")] LayerNorm Norm", string model = "[Pasta]") =>
        GeneratorRun.Of(SourceFiles.Declarations($$"""
            {{flow ?? $"{Contract} {Header} {{ {Widen} {Rest} {Forward} }}"}}

            public sealed class GatedAttribute : BlockKindAttribute<Gated>
            {
                {{settings}}
            }

            [Architecture("gated", Prefix = "bert.")]
            [SequenceHead("classifier", HeadInput.FirstPosition)]
            public interface IGatedBert : IArchitecture
            {
                [Block("embeddings")] IBert.IEmbeddings Embeddings { get; }
                [Repeated("encoder.layer.{0}")] IReadOnlyList<ILayer> Layers { get; }

                interface ILayer
                {
                    [Block("attention")] IBert.IAttention Attention { get; }
                    [Block] IFeedForward FeedForward { get; }
                }

                [Gated]
                interface IFeedForward
                {
                    [Weights(Role.Widen, "intermediate.dense")] Linear Widen { get; }
                    [Weights(Role.Output, "output.dense")] Linear Output { get; }
                    {{norm}} { get; }
                }
            }

            [Model<IGatedBert>]
            {{model}}
            [SequenceClassification]
            public sealed partial class Review;
            """));
}
