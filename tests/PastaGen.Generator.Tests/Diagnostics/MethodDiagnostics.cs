namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>Mistakes in what a model says about its training and its head.</summary>
public sealed class MethodDiagnostics
{
    [Fact]
    public Task Two_methods_clash_at_the_second() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("[FullFineTuning, HeadOnly]")),
        ("PASTA007", "HeadOnly", "[FullFineTuning] and [HeadOnly] both say what is trained; keep one of them, and state exceptions by [Trained<...>] or [Frozen<...>]."));

    [Fact]
    public Task An_adaptation_clashes_with_a_method_before_it() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("[HeadOnly]\n[Pasta]")),
        ("PASTA007", "Pasta", "[HeadOnly] and [Pasta] both say what is trained; keep one of them, and state exceptions by [Trained<...>] or [Frozen<...>]."));

    [Fact]
    public Task One_adaptation_by_two_attributes_is_refused() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("""
            public sealed class SpecialTokensAttribute : AdaptationAttribute<SpecialTokenVectors>
            {
                [Open(2)]
                public int Occurrences { get; init; }
            }

            [Model<IBert>, Pasta, SpecialTokens, SequenceClassification]
            public sealed partial class Review;
            """)),
        ("PASTA008", "SpecialTokens", "[SpecialTokens] brings the adaptation 'pasta', which [Pasta] brings already; a model has an adaptation once."));

    [Fact]
    public Task Two_writers_of_a_site_need_an_order() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.Shift("[Model<IBert>, Pasta, Shift, SequenceClassification]\npublic sealed partial class Review;")),
        ("PASTA009", "Shift", "[Pasta] and [Shift] both write LayerInput and no order is given; set Order on one of them, the least runs first."));

    [Theory]
    [InlineData("Pasta, Shift(Order = 1)")]
    [InlineData("Pasta(Order = -1), Shift")]
    public Task An_order_settles_two_writers(string adaptations) => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.Shift($"[Model<IBert>, {adaptations}, SequenceClassification]\npublic sealed partial class Review;")));

    [Fact]
    public Task The_same_order_settles_nothing() => Reports.AreAsync(
        GeneratorRun.Of(AdaptationSource.Shift("[Model<IBert>, Pasta(Order = 1), Shift(Order = 1), SequenceClassification]\npublic sealed partial class Review;")),
        ("PASTA009", "Shift(Order = 1)", "[Pasta] and [Shift] both write LayerInput and no order is given; set Order on one of them, the least runs first."));

    [Fact]
    public Task A_model_says_what_is_trained() => Reports.AreAsync(GeneratorRun.Of(SourceFiles.Model("")),
        ("PASTA014", "Model", "'Model' does not say what is trained; add [FullFineTuning], [HeadOnly] or an adaptation such as [Pasta]."));

    [Theory]
    [InlineData("HeadOnly", "HeadOnly", "HeadOnly")]
    [InlineData("Pasta", "Pasta", "Pasta")]
    [InlineData("Trained<IBert.IPooler>", "Trained<IBert.IPooler>", "Trained<IPooler>")]
    public Task Nothing_trains_where_features_are_given(string attribute, string place, string name) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"[Model<IBert>, FeatureExtraction(Pooling.Mean), {attribute}]\npublic sealed partial class Review;")),
        ("PASTA053", place, $"'Review' gives features, from which nothing is learned, but [{name}] trains; remove [{name}], or ask for another head."));

    [Fact]
    public Task A_model_that_gives_features_says_nothing_of_training() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("[Model<IBert>, FeatureExtraction(Pooling.Mean)]\npublic sealed partial class Review;")));

    [Fact]
    public Task A_model_has_a_head() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("[Model<IBert>, Pasta]\npublic sealed partial class Review;")),
        ("PASTA012", "Review", "'Review' has no head; add an attribute that says what the model predicts, such as [SequenceClassification]."));

    [Fact]
    public Task A_model_has_no_second_head() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("""
            public enum Mood { Bad, Good }

            [Model<IBert>, Pasta, SequenceClassification<Mood>, SequenceClassification]
            public sealed partial class Review;
            """)),
        ("PASTA013", "SequenceClassification", "'Review' has more than one head; a model predicts one thing, so drop all but one."));

    [Fact]
    public Task A_head_needs_an_architecture_that_has_one() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Model("[Pasta]").Change("-[SequenceHead(\"classifier\", HeadInput.PooledOutput)]")),
        ("PASTA038", "SequenceClassification", "IBert does not say how it classifies texts; put [SequenceHead] on it."));

    [Theory]
    [InlineData("TokenClassification", "[TokenHead(\"classifier\")]", "labels tokens", "TokenHead")]
    [InlineData(
        "MaskedLanguageModel",
        "[MaskedLanguageHead(\"cls.predictions\", Dense = \"cls.predictions.transform.dense\", Norm = \"cls.predictions.transform.LayerNorm\")]",
        "predicts masked words", "MaskedLanguageHead")]
    public Task Every_kind_of_head_needs_an_architecture_that_has_it(string head, string declared, string does, string attribute) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"[Model<IBert>, Pasta, {head}]\npublic sealed partial class Tagger;").Change("-" + declared)),
        ("PASTA038", head, $"IBert does not say how it {does}; put [{attribute}] on it."));

    [Theory]
    [InlineData("Bad = 1, Good = 2", "0 is missing")]
    [InlineData("Bad, Good = 2", "1 is missing")]
    [InlineData("Bad, Good = 0", "0 stands twice")]
    [InlineData("Bad = -1, Good = 0", "-1 stands below 0")]
    [InlineData("Bad = 0, Good = ulong.MaxValue", "1 is missing", "ulong")]
    public Task Labels_count_from_zero_without_a_gap(string members, string found, string type = "int") => Reports.AreAsync(
        Labelled(members, type),
        ("PASTA021", "SequenceClassification<Mood>", $"The members of Mood must count from 0 without a gap, for label i is the member of value i; {found}."));

    [Fact]
    public Task There_is_a_label() => Reports.AreAsync(
        Labelled(""),
        ("PASTA020", "SequenceClassification<Mood>", "The enum Mood has no members; a model needs at least one label."));

    [Theory]
    [InlineData("Bad, Good")]
    [InlineData("Good = 1, Bad = 0")]
    [InlineData("One")]
    public Task Labels_may_stand_in_any_order(string members) => Reports.AreAsync(Labelled(members));

    private static GeneratorRun Labelled(string members, string type = "int") => GeneratorRun.Of(SourceFiles.Declarations($$"""
        public enum Mood : {{type}} { {{members}} }

        [Model<IBert>, Pasta, SequenceClassification<Mood>]
        public sealed partial class Review;
        """));
}
