namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>Mistakes in an adaptation of a user's own, told at the attribute of the model that uses it.</summary>
public sealed class AdaptationDiagnostics
{
    [Fact]
    public Task A_whole_adaptation_is_accepted() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.ShiftAlone("[Shift(Width = 3)]", parameters: "EncoderConfig config, int width", settings: "public int Width { get; init; }")));

    [Fact]
    public Task A_site_must_be_one_of_the_architectures() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.ShiftAlone(module: "[LivesAt(\"shift\", Site.LayerInput | Site.FeedForwardHidden)]")
            .Change("-[Block] IFeedForward FeedForward { get; }")),
        ("PASTA002", "Shift", "[Shift] lives at FeedForwardHidden, which IBert does not have; its sites are LayerInput, Query, Key, Value, KeyValueSequence, AttentionOutput, EmbeddingOutput, AttentionContext, Batch, WordEmbeddings."));

    [Fact]
    public Task A_site_that_a_model_names_must_be_one_of_the_modules() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("[Lora(Sites = Site.Query | Site.LayerInput)]")),
        ("PASTA002", "Lora(Sites = Site.Query | Site.LayerInput)",
            "[Lora] lives at LayerInput, which LowRankUpdate does not have; its sites are Query, Key, Value, AttentionOutput, FeedForwardOutput, FeedForwardWidened."));

    [Theory]
    [InlineData("Lora(FirstLayer = 12)", "12", "it names layer 12, and the last of the model's 12 layers is 11")]
    [InlineData("Lora(FirstLayer = -1)", "-1", "FirstLayer is -1, and layers count from 0")]
    [InlineData("Lora(FirstLayer = 3, LastLayer = 2)", "3", "FirstLayer is 3 and LastLayer is 2")]
    [InlineData("Pasta(FirstLayer = 12)", "12", "it names layer 12, and the last of the model's 12 layers is 11")]
    [InlineData("Prefix(LastLayer = 2)", "2", "PrefixKeyValues holds the parameters of all layers at once")]
    public Task Layers_that_an_adaptation_names_must_be_there(string attribute, string at, string mistake) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"[Model<IBert>(Size = BertSize.BaseUncased), {attribute}, SequenceClassification] public sealed partial class Model;")),
        ("PASTA064", at, $"[{attribute.Split('(')[0]}] cannot live in the layers that it names: {mistake}."));

    [Theory]
    [InlineData("Compacter(Reduction = 32, Terms = 5)", "5", "Terms is 5 and must divide Hidden, which is 768; choose another Terms")]
    [InlineData("Compacter(Reduction = 96, Terms = 3)", "3", "Terms is 3 and must divide Hidden / Reduction, which is 8; choose another Terms")]
    [InlineData("Pfeiffer(Reduction = 1000)", "1000", "Output / Reduction of 'Down' is 768 / 1000, which leaves nothing; choose another Reduction")]
    public Task Settings_fit_the_sizes_that_a_model_pins(string attribute, string at, string mistake) => Reports.AreAsync(
        GeneratorRun.Of(Pinned(attribute)), ("PASTA068", at, $"[{attribute.Split('(')[0]}] does not fit the model's sizes: {mistake}."));

    [Theory]
    [InlineData("Compacter(Reduction = 32, Terms = 4)")]
    [InlineData("Compacter(Reduction = 9)")]
    [InlineData("Pfeiffer(Reduction = 768)")]
    public async Task Settings_that_fit_or_are_open_are_accepted(string attribute) =>
        Assert.Equal(["PASTA100"], (await Reports.FindAsync(GeneratorRun.Of(Pinned(attribute)))).Select(found => found.Id));

    [Fact]
    public async Task Settings_of_open_sizes_are_accepted() => Assert.Empty(await Reports.FindAsync(GeneratorRun.Of(SourceFiles.Model("[Compacter(Reduction = 1000, Terms = 5)]"))));

    [Fact]
    public Task A_size_to_divide_must_be_there() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.ShiftAlone(
            "[Shift(Width = 2)]", parameters: "EncoderConfig config, int width", settings: "[Divides(\"Hiden\")] public int Width { get; init; }")),
        ("PASTA041", "Shift(Width = 2)", "'Width' of [Shift] has a size called Hiden, but [Shift] has no whole-number setting of that name."));

    [Fact]
    public Task A_setting_that_divides_a_size_to_divide_is_one_or_more() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.ShiftAlone(
            "[Shift(Width = 2, Parts = 0)]",
            parameters: "EncoderConfig config, int width, int parts",
            settings: "[Divides(\"Hidden / Parts\")] public int Width { get; init; } public int Parts { get; init; }")),
        ("PASTA032", "0", "Parts of [Shift] is 0; it must be 1 or more."));

    [Fact]
    public Task An_adaptation_may_exclude_another() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("""
            [TrainsWeights("gains", WeightKinds.NormGains), Excludes("bitfit", "a reason")]
            public sealed class GainsAttribute : AdaptationAttribute;

            [Model<IBert>, BitFit, Gains, SequenceClassification]
            public sealed partial class Model;
            """)),
        ("PASTA065", "Gains", "[BitFit] and [Gains] make no sense on one model: a reason; drop one of them."));

    [Theory]
    [InlineData("Lora", "Dora", "the trained lengths are those of a weight with one low-rank update, and the other one would not be under them")]
    [InlineData("Vera", "Dora", "the trained lengths are those of a weight with one low-rank update, and the other one would not be under them")]
    [InlineData("UniPelt", "Dora", "[UniPelt] has low-rank updates of its own, which would not be under the trained lengths")]
    [InlineData("UniPelt", "Lora", "[UniPelt] has low-rank updates of its own, and its gates are for those alone")]
    [InlineData("UniPelt", "Pfeiffer", "[UniPelt] has adapters of its own, and its gates are for those alone")]
    [InlineData("UniPelt", "Prefix", "[UniPelt] has a prefix of its own, and its gate is for that alone")]
    [InlineData("UniPelt", "PrefixNetwork", "[UniPelt] has a prefix of its own, and its gate is for that alone")]
    [InlineData("UniPelt", "AdaptivePrefix", "[UniPelt] has a prefix of its own, and its gate is for that alone")]
    [InlineData("PrefixNetwork", "Prefix", "the network makes the prefix that the other holds")]
    [InlineData("PromptNetwork", "Prompt", "the network makes the prompt that the other holds")]
    public Task What_makes_no_sense_beside_another_is_refused_with_the_reason(string early, string late, string because) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"[Model<IBert>, {early}, {late}, SequenceClassification] public sealed partial class Model;")),
        ("PASTA065", late, $"[{early}] and [{late}] make no sense on one model: {because}; drop one of them."));

    [Theory]
    [InlineData("FullFineTuning", "BitFit")]
    [InlineData("FullFineTuning", "Lora")]
    [InlineData("HeadOnly", "LayerNormTuning")]
    [InlineData("HeadOnly", "Prefix")]
    public Task Where_all_or_nothing_is_trained_an_adaptation_has_nothing_to_choose(string method, string adaptation) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"[Model<IBert>, {method}, {adaptation}, SequenceClassification] public sealed partial class Model;")),
        ("PASTA007", adaptation, $"[{method}] and [{adaptation}] both say what is trained; keep one of them, and state exceptions by [Trained<...>] or [Frozen<...>]."));

    [Theory]
    [InlineData("Lora(Sites = Site.Value)", "Ia3(Sites = Site.Value)", "Lora", "Ia3", "Value")]
    [InlineData("Prefix", "AdaptivePrefix", "Prefix", "AdaptivePrefix", "KeyValueSequence and Batch")]
    [InlineData("Pfeiffer(Sites = Site.FeedForwardOutput)", "Houlsby", "Pfeiffer", "Houlsby", "FeedForwardOutput")]
    [InlineData("Prompt", "Prefix", "Prompt", "Prefix", "Batch")]
    public Task Two_that_write_one_site_need_an_order(string early, string late, string first, string second, string site) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"[Model<IBert>, {early}, {late}, SequenceClassification] public sealed partial class Model;")),
        ("PASTA009", late, $"[{first}] and [{second}] both write {site} and no order is given; set Order on one of them, the least runs first."));

    [Fact]
    public async Task What_starts_from_a_linear_runs_first()
    {
        static GeneratorRun Run(int scales) => GeneratorRun.Of(SourceFiles.Declarations(
            $"[Model<IBert>, Ia3(Sites = Site.Value | Site.Key, Order = {scales}), Dora(Sites = Site.Value, Order = 2), SequenceClassification] public sealed partial class Model;"));
        await Reports.AreAsync(Run(3));
        await Reports.AreAsync(
            Run(1),
            ("PASTA067", "Dora(Sites = Site.Value, Order = 2)", "[Ia3] runs before [Dora] at Value, but [Dora] starts from what the linear itself gives there; give [Dora] the lower Order."));
    }

    [Fact]
    public Task A_module_for_each_place_needs_its_site_once() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("[Lora(Sites = Site.FeedForwardOutput)]").Change("""
            -        [Block] IFeedForward FeedForward { get; }
            +        [Block] IFeedForward FeedForward { get; }
            +        [Block("late")] IFeedForward Late { get; }
            """)),
        ("PASTA066", "Lora(Sites = Site.FeedForwardOutput)",
            "[Lora] lives at FeedForwardOutput with parameters for each place, but IBert has that site in several blocks, FeedForward and Late; name other sites."));

    [Fact]
    public Task A_module_states_its_sites() => Reports.AreAsync(GeneratorRun.Of(AdaptationSource.ShiftAlone(module: "")),
        ("PASTA029", "Shift", "[Shift] names the module Shift, which does not state its sites; put [LivesAt] on the module."));

    [Fact]
    public Task A_setting_needs_a_constructor_parameter_of_its_name() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.ShiftAlone("[Shift(Width = 3)]", settings: "public int Width { get; init; }")),
        ("PASTA030", "Shift(Width = 3)", "[Shift] has the setting Width, but no constructor parameter of Shift is called 'width'."));

    [Fact]
    public Task A_constructor_parameter_needs_a_value() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.ShiftAlone(parameters: "EncoderConfig config, int width", settings: "public int Width { get; init; }")),
        ("PASTA031", "Shift", "[Shift] leaves 'Width' of Shift without a value; name it, mark the setting [Open], or give the constructor parameter a default."));

    [Fact]
    public Task A_constructor_parameter_without_a_setting_needs_a_default() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.ShiftAlone(parameters: "EncoderConfig config, double scale")),
        ("PASTA031", "Shift", "[Shift] leaves 'scale' of Shift without a value; name it, mark the setting [Open], or give the constructor parameter a default."));

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    public Task A_size_is_one_or_more(string occurrences) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model($"[Pasta(Initialization = VectorInitialization.Zero, Occurrences = {occurrences})]")),
        ("PASTA032", occurrences, $"Occurrences of [Pasta] is {occurrences}; it must be 1 or more."));

    [Theory]
    [InlineData("Shift(Width = 0)", "public int Width { get; init; }", "0", "0")]
    [InlineData("Shift(Width = -1)", "public int Width { get; init; }", "-1", "-1")]
    [InlineData("Shift", "[Open(0)] public int Width { get; init; }", "Shift", "0")]
    public Task A_size_that_a_shape_divides_by_is_one_or_more_however_it_is_set(string attribute, string setting, string at, string size) => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.Shift(
            $"[Model<IBert>(Size = BertSize.BaseUncased), {attribute}, SequenceClassification] public sealed partial class Review;",
            parameters: "EncoderConfig config, int width", trains: "[Trains(\"shift\", \"Hidden / Width\")]", settings: setting)),
        ("PASTA032", at, $"Width of [Shift] is {size}; it must be 1 or more."));

    [Fact]
    public Task Nothing_is_divided_by_zero() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.Shift(
            "[Model<IBert>(Size = BertSize.BaseUncased), Shift, SequenceClassification] public sealed partial class Review;", trains: "[Trains(\"shift\", \"Hidden / 0\")]")),
        ("PASTA041", "Shift", "'Offset' of Shift has a size called 0, but [Shift] has no whole-number setting of that name."));

    [Fact]
    public Task An_adaptation_trains_something() => Reports.AreAsync(GeneratorRun.Of(AdaptationSource.ShiftAlone(trains: "")),
        ("PASTA039", "Shift", "[Shift] trains nothing: mark the parameters of Shift by [Trains]."));

    [Fact]
    public Task A_size_in_a_shape_is_the_encoders_or_a_setting() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.ShiftAlone(trains: "[Trains(\"shift\", Dimension.Occurrences, Dimension.Hidden)]")),
        ("PASTA041", "Shift", "'Offset' of Shift has a size called Occurrences, but [Shift] has no whole-number setting of that name."));

    [Fact]
    public Task A_module_is_made_from_the_encoders_configuration() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.ShiftAlone("[Shift(Width = 3)]", parameters: "int width", settings: "public int Width { get; init; }")),
        ("PASTA042", "Shift(Width = 3)", "Shift needs a constructor that takes an EncoderConfig first and then the settings of [Shift]."));

    private static (string Path, string Text)[] Pinned(string attribute) =>
        SourceFiles.Declarations($"[Model<IBert>(Size = BertSize.BaseUncased), {attribute}, SequenceClassification] public sealed partial class Model;");
}
