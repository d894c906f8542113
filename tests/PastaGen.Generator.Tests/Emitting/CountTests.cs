using Microsoft.CodeAnalysis;

namespace PastaGen.Generator.Tests.Emitting;

/// <summary>Totals of pinned models, as constants of their classes, against the published counts.</summary>
public sealed class CountTests
{
    [Theory]
    [InlineData("BaseUncased", 109_482_240, 18_432, 1_538)]
    [InlineData("BaseCased", 108_310_272, 18_432, 1_538)]
    [InlineData("LargeUncased", 335_141_888, 49_152, 2_050)]
    [InlineData("LargeCased", 333_579_264, 49_152, 2_050)]
    public void A_presets_totals_are_the_published_ones(string size, long backbone, long vectors, long head)
    {
        var model = Model($"[Model<IBert>(Size = BertSize.{size}), Pasta(Occurrences = 2), SequenceClassification<Mood>]");
        Assert.Equal(
            (backbone, vectors, head, vectors + head, 4 * (vectors + head)),
            (Constant(model, "BackboneParameters"), Constant(model, "AdaptationParameters"), Constant(model, "HeadParameters"),
                Constant(model, "TrainedParameters"), Constant(model, "DeltaBytes")));
    }

    [Theory]
    [InlineData("Roberta", "Base", 124_645_632, 12 * 768)]
    [InlineData("Roberta", "Large", 355_359_744, 24 * 1024)]
    [InlineData("Distilbert", "BaseUncased", 66_362_880, 6 * 768)]
    [InlineData("Electra", "Small", 13_483_008, 12 * 256)]
    [InlineData("Electra", "Base", 108_891_648, 12 * 768)]
    [InlineData("Albert", "Base", 11_683_584, 12 * 768)]
    public void So_are_those_of_architectures_that_differ_and_what_layers_share_counts_once(string name, string size, long backbone, long vector)
    {
        var run = GeneratorRun.Of([.. SourceFiles.Declarations($"""
            public enum Mood {"{ Bad, Good }"}

            [Model<I{name}>(Size = {name}Size.{size}), Pasta(Occurrences = 2), SequenceClassification<Mood>]
            public sealed partial class Review;
            """), SourceFiles.Published($"{name}.cs"), SourceFiles.Published($"{name}Size.cs")]);
        EmittedCode.ReportsNothing(run);
        var model = run.Compiled.GetTypeByMetadataName("Sample.Review")!;
        Assert.Equal((backbone, 2 * vector), (Constant(model, "BackboneParameters"), Constant(model, "AdaptationParameters")));
    }

    [Theory]
    [InlineData("FullFineTuning", 108_310_272 + 1_538)]
    [InlineData("HeadOnly", 1_538)]
    [InlineData("HeadOnly, Trained<IBert.IPooler>", 1_538 + (768 * 768) + 768)]
    [InlineData("HeadOnly, Trained<IBert.IAttention>(nameof(IBert.IAttention.Query), FirstLayer = 8)", 1_538 + (4 * ((768 * 768) + 768)))]
    [InlineData("HeadOnly, Trained<IBert.IAttention>(nameof(IBert.IAttention.Norm), LastLayer = 2)", 1_538 + (3 * 2 * 768))]
    [InlineData("FullFineTuning, Frozen<IBert.IEmbeddings>", 108_310_272 + 1_538 - (768 * (28_996 + 512 + 2 + 2)))]
    [InlineData("Pasta(Occurrences = 4)", (12 * 4 * 768) + 1_538)]
    public void What_is_trained_adds_up_by_hand(string attributes, long trained) =>
        Assert.Equal(trained, Constant(Model($"[Model<IBert>(Size = BertSize.BaseCased), {attributes}, SequenceClassification<Mood>]"), "TrainedParameters"));

    // The counts of the methods' papers for BERT-base: L S H, L H, S H, 4 r H L, 2 L P H, L (3 P H + 1), P H, L (7 H + F) + 2 H, 4 L H + 2 H, 2 L (2 H m + m + H), L (7 H + 11), and so on.
    [Theory]
    [InlineData("Pasta(Occurrences = 2)", 18_432)]
    [InlineData("Lora(Sites = Site.Query | Site.Value, Rank = 8)", 294_912)]
    [InlineData("Lora(Sites = Site.Query | Site.Key | Site.Value | Site.AttentionOutput, Rank = 8)", 589_824)]
    [InlineData("Lora(Sites = Site.FeedForwardWidened | Site.FeedForwardOutput, Rank = 8, FirstLayer = 4, LastLayer = 5)", 2 * 2 * 8 * (768 + 3072))]
    [InlineData("Pasta(Occurrences = 2, SharedOverTokens = true)", 9_216)]
    [InlineData("Pasta(Occurrences = 2, SharedOverLayers = true)", 1_536)]
    [InlineData("Pasta(Occurrences = 4, Tokens = AdaptedOccurrences.First)", 9_216)]
    [InlineData("Pasta(Occurrences = 3, Tokens = AdaptedOccurrences.AllButFirst, FirstLayer = 4)", 8 * 2 * 768)]
    [InlineData("Pasta(Occurrences = 3, FirstLayer = 2, LastLayer = 4)", 3 * 3 * 768)]
    [InlineData("AdaptivePrefix(Length = 20)", 552_972)]
    [InlineData("AdaptivePrefix(Length = 100)", 2_764_812)]
    [InlineData("AdaptivePrefix(Length = 20, GateBias = true)", 552_972 + (12 * 20))]
    [InlineData("PrefixNetwork(Length = 20, MiddleSize = 512)", (20 * 768) + (512 * 769) + (2 * 12 * 768 * 513))]
    [InlineData("Prefix(Length = 20)", 368_640)]
    [InlineData("Prompt(Length = 20)", 15_360)]
    [InlineData("Prompt(Length = 100)", 76_800)]
    [InlineData("PromptNetwork(Length = 20, MiddleSize = 128)", (20 * 768) + (128 * 769) + (128 * 129) + (768 * 129))]
    [InlineData("BitFit", 102_912)]
    [InlineData("LayerNormTuning", 38_400)]
    [InlineData("Ia3(Sites = Site.Key | Site.Value | Site.FeedForwardHidden)", 55_296)]
    [InlineData("Ia3(Sites = Site.Key | Site.Value | Site.AttentionContext | Site.FeedForwardHidden)", 64_512)]
    [InlineData("Dora(Sites = Site.Query | Site.Value, Rank = 8)", 313_344)]
    [InlineData("Vera(Sites = Site.Query | Site.Value, Rank = 1024)", 43_008)]
    [InlineData("Lora(Rank = 8, Biases = LoraBiases.Adapted)", 294_912 + (2 * 12 * 768))]
    [InlineData("Lora(Rank = 8, Biases = LoraBiases.Adapted, FirstLayer = 6)", (294_912 / 2) + (2 * 6 * 768))]
    [InlineData("Lora(Sites = Site.Query | Site.Value, Rank = 8, Biases = LoraBiases.All)", 294_912 + 102_912)]
    [InlineData("Houlsby(Sites = Site.AttentionOutput | Site.FeedForwardOutput, Reduction = 96)", 313_536)]
    [InlineData("Houlsby(Sites = Site.AttentionOutput | Site.FeedForwardOutput, Reduction = 12)", 2_379_264)]
    [InlineData("Houlsby(Sites = Site.AttentionOutput | Site.FeedForwardOutput, Reduction = 12, TrainsNorms = true, LeavesEmbeddingNorm = true)", 2_416_128)]
    [InlineData("Pfeiffer(Sites = Site.FeedForwardOutput, Reduction = 16)", 894_528)]
    [InlineData("Pfeiffer(Sites = Site.FeedForwardOutput, Reduction = 48)", 304_320)]
    [InlineData("ParallelAdapter(Sites = Site.FeedForwardOutput, Reduction = 48, LearnsScale = true)", 304_320 + 12)]
    [InlineData("TinyAttention(Sites = Site.FeedForwardInput, Heads = 1, Width = 1, Experts = 1)", 64_644)]
    [InlineData("TinyAttention(Sites = Site.FeedForwardInput, Heads = 1, Width = 1, Experts = 4)", 258_576)]
    [InlineData("Compacter(Reduction = 32, Terms = 4, Rank = 1)", 64 + (24 * ((2 * (768 + 24)) + 24 + 768)))]
    [InlineData("UniPelt(Length = 10, Rank = 8, Reduction = 16)", 1_410_672)]
    [InlineData("BitFit, LayerNormTuning", 102_912 + (25 * 768))]
    [InlineData("BitFit, Lora(Sites = Site.Query | Site.Value, Rank = 8, Biases = LoraBiases.All)", 102_912 + 294_912)]
    [InlineData("BitFit, Lora(Sites = Site.Query | Site.Value, Rank = 8)", 102_912 + 294_912)]
    public void What_methods_train_beside_the_head_is_what_their_papers_count(string attributes, long trained) => Assert.Equal(
        trained, Constant(Model($"[Model<IBert>(Size = BertSize.BaseUncased), {attributes}, SequenceClassification<Mood>]"), "TrainedParameters") - 1_538);

    [Fact]
    public void A_head_for_words_adds_its_transform_and_a_bias_and_no_second_matrix_of_words() => Assert.Equal(
        (768 * 768) + 768 + (2 * 768) + 28_996,
        Constant(Model("[Model<IBert>(Size = BertSize.BaseCased), FullFineTuning, MaskedLanguageModel]"), "HeadParameters"));

    [Fact]
    public void Distances_count_where_the_config_has_them()
    {
        long Of(string positions) => Constant(
            Model("[Model<IBert>(Config = \"config.json\"), HeadOnly, SequenceClassification<Mood>]", new ConfigFile("/project/config.json", $$"""
                {"model_type": "bert", "hidden_size": 24, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 32, "vocab_size": 50,
                 "max_position_embeddings": 20, "type_vocab_size": 2, "hidden_act": "gelu", "position_embedding_type": "{{positions}}"}
                """)), "BackboneParameters");
        Assert.Equal(3 * 39 * 6, Of("relative_key") - Of("absolute"));
        Assert.Equal(3 * 39 * 6, Of("relative_key_query") - Of("absolute"));
    }

    private static INamedTypeSymbol Model(string attributes, params ConfigFile[] configs)
    {
        var run = GeneratorRun.Of(
            Toolchain.Compile(SourceFiles.Declarations($"public enum Mood {{ Bad, Good }}\n\n{attributes}\npublic sealed partial class Review;")), configs);
        EmittedCode.ReportsNothing(run);
        return run.Compiled.GetTypeByMetadataName("Sample.Review")!;
    }

    private static long Constant(INamedTypeSymbol type, string name) => (long)type.GetMembers(name).OfType<IFieldSymbol>().Single().ConstantValue!;
}
