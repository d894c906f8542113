namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>Mistakes in a model's own word on single members.</summary>
public sealed class OverrideDiagnostics
{
    [Theory]
    [InlineData("\"Qery\"", "Qery", "Query")]
    [InlineData("nameof(IBert.IAttention.Key), \"output\"", "output", "Output")]
    [InlineData("[nameof(IBert.IAttention.Key), \"Vale\"]", "Vale", "Value")]
    public Task A_member_is_one_of_the_block(string members, string wrong, string nearest) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model($"[HeadOnly]\n[Trained<IBert.IAttention>({members})]")),
        ("PASTA003", $"\"{wrong}\"", $"IAttention has no weights called '{wrong}'; the nearest name is '{nearest}'."));

    [Fact]
    public Task A_block_is_one_of_the_architecture() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("[HeadOnly]\n[Trained<IDisposable>]")),
        ("PASTA004", "Trained<IDisposable>", "IDisposable is no block of IBert; its blocks are IEmbeddings, IAttention, IFeedForward, IPooler."));

    [Theory]
    [InlineData("IBert")]
    [InlineData("IBert.ILayer")]
    public Task The_architecture_and_its_layer_mean_all_their_blocks(string block) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model($"[HeadOnly]\n[Trained<{block}>]")));

    [Theory]
    [InlineData("IAttention", "FirstLayer = 8, LastLayer = 3", "8", "FirstLayer is 8 and LastLayer is 3")]
    [InlineData("IAttention", "FirstLayer = -2", "-2", "FirstLayer is -2, and layers count from 0")]
    [InlineData("IPooler", "FirstLayer = 1", "1", "it names layers, but what it selects stands outside them")]
    public Task A_range_holds_layers(string block, string range, string at, string reason) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model($"[HeadOnly]\n[Trained<IBert.{block}>({range})]")),
        ("PASTA005", at, $"[Trained<{block}>] matches nothing: {reason}."));

    [Theory]
    [InlineData("FirstLayer = 12")]
    [InlineData("LastLayer = 12")]
    public Task A_range_ends_with_a_pinned_models_layers(string range) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"""
            [Model<IBert>(Size = BertSize.BaseCased)]
            [HeadOnly]
            [Trained<IBert.IAttention>({range})]
            [SequenceClassification]
            public sealed partial class Review;
            """)),
        ("PASTA005", "12", "[Trained<IAttention>] matches nothing: it names layer 12, and the last of the model's 12 layers is 11."));

    [Theory]
    [InlineData("HeadOnly", "Trained<IBert.IPooler>", "TokenClassification")]
    [InlineData("FullFineTuning", "Trained<IBert.IPooler>(nameof(IBert.IPooler.Output))", "MaskedLanguageModel")]
    public Task What_the_head_does_not_read_is_not_trained(string method, string @override, string head) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"[Model<IBert>, {method}, {@override}, {head}]\npublic sealed partial class Review;")),
        ("PASTA005", @override, "[Trained<IPooler>] matches nothing: the model's head does not read what a pooler gives."));

    [Fact]
    public Task Nor_is_it_where_an_override_means_the_whole_architecture() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("[Model<IBert>, FullFineTuning, Trained<IBert>, TokenClassification]\npublic sealed partial class Review;")),
        ("PASTA037", "Trained<IBert>", "[Trained<IBert>] changes nothing: all it names already is trained because everything is trained."));

    [Theory]
    [InlineData("HeadOnly, Trained<IBert>", "the head alone is trained")]
    [InlineData("HeadOnly", "the head does not read it", "-    [Block(\"pooler\")]\n+    [Trained, Block(\"pooler\")]")]
    public void And_what_an_annotation_says_of_it_is_of_no_account(string method, string reason, string? change = null)
    {
        var files = SourceFiles.Declarations($"[Model<IBert>, {method}, TokenClassification]\npublic sealed partial class Review;");
        var run = GeneratorRun.Of(change is null ? files : files.Change(change));
        EmittedCode.ReportsNothing(run);
        Assert.Contains($"Pooler.Output [hidden, hidden]: frozen, {reason}", run.File("Plan.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public Task Overrides_of_one_layer_do_not_contradict_each_other() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("""
            [HeadOnly]
            [Trained<IBert.IAttention>(LastLayer = 4)]
            [Frozen<IBert.IAttention>(nameof(IBert.IAttention.Query), FirstLayer = 4)]
            """)),
        ("PASTA006", "Frozen<IBert.IAttention>(nameof(IBert.IAttention.Query), FirstLayer = 4)", "Query of IAttention is both frozen and trained by this model's overrides in layer 4; drop one of them."));

    [Fact]
    public Task Overrides_of_different_layers_stand_beside_each_other() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("""
            [FullFineTuning]
            [Frozen<IBert.IEmbeddings>]
            [Frozen<IBert.IAttention>(nameof(IBert.IAttention.Query), LastLayer = 4)]
            [Frozen<IBert.IAttention>(nameof(IBert.IAttention.Key), FirstLayer = 4)]
            """)));

    [Theory]
    [InlineData("FullFineTuning", "Trained<IBert.IPooler>", "[Trained<IPooler>] changes nothing: all it names already is trained because everything is trained.")]
    [InlineData(
        "Pasta", "Frozen<IBert.IAttention>(FirstLayer = 3)",
        "[Frozen<IAttention>] changes nothing: all it names already is frozen because pasta trains nothing of the backbone.")]
    [InlineData(
        "LayerNormTuning", "Frozen<IBert.IAttention>(nameof(IBert.IAttention.Query))",
        "[Frozen<IAttention>] changes nothing: Query already is frozen because layer-norm trains other weights.")]
    public Task An_override_without_effect_is_a_warning(string method, string @override, string message) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model($"[{method}]\n[{@override}]")),
        ("PASTA037", @override, message));
}
