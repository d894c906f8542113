namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>Mistakes in the stages that a model declares before itself.</summary>
public sealed class StageDiagnostics
{
    private const string Early = """
        [Model<IBert>, Lora, SequenceClassification]
        public sealed partial class Early;

        """;

    [Theory]
    [InlineData("Stage<Early>(1)")]
    [InlineData("Stage<Early>(2, Share = 0.25), Stage<Early>(1, Share = 0.5, LearningRate = 1)")]
    public Task Stages_that_fit_are_accepted(string stages) => AreAsync(Early, stages);

    [Fact]
    public Task A_class_that_is_no_model_is_refused() => AreAsync(
        "public sealed class Early;\n", "Stage<Early>(1)",
        ("PASTA070", "Stage<Early>(1)", "'Early' cannot be a stage, for it carries no [Model<...>]; a stage is a model that the whole assembly sees."));

    [Fact]
    public Task A_model_that_nobody_sees_is_refused() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("""
            public partial class Outer
            {
                [Model<IBert>, FullFineTuning, SequenceClassification, Stage<Early>(1)]
                public sealed partial class Review;

                [Model<IBert>, HeadOnly, SequenceClassification]
                private sealed partial class Early;
            }
            """)),
        ("PASTA070", "Stage<Early>(1)", "'Early' cannot be a stage, for it is hidden from the rest of its assembly; a stage is a model that the whole assembly sees."));

    [Fact]
    public Task A_model_that_is_its_own_stage_is_refused() => AreAsync(
        "", "Stage<Review>(1)",
        ("PASTA071", "Stage<Review>(1)", "'Review' names itself as its stage; the model itself is the last stage, so name another model, whose head it shall begin with."));

    [Fact]
    public Task A_stage_with_stages_is_refused() => AreAsync(
        $"{Early}[Model<IBert>, HeadOnly, SequenceClassification, Stage<Early>(1)]\npublic sealed partial class Middle;\n", "Stage<Middle>(1)",
        ("PASTA072", "Stage<Middle>(1)", "'Middle' has stages of its own and cannot be one of 'Review'; number all the stages on 'Review', or name a model without stages."));

    [Fact]
    public Task Two_models_that_are_each_others_stages_are_refused() => AreAsync(
        "[Model<IBert>, HeadOnly, SequenceClassification, Stage<Review>(1)]\npublic sealed partial class Other;\n", "Stage<Other>(1)",
        ("PASTA072", "Stage<Review>(1)", "'Review' has stages of its own and cannot be one of 'Other'; number all the stages on 'Other', or name a model without stages."),
        ("PASTA072", "Stage<Other>(1)", "'Other' has stages of its own and cannot be one of 'Review'; number all the stages on 'Review', or name a model without stages."));

    [Fact]
    public Task A_stage_of_another_architecture_is_refused() => AreAsync(
        """
        [Architecture("tall", Prefix = "tall.")]
        public interface ITall : IBert;

        [Model<ITall>, HeadOnly, SequenceClassification]
        public sealed partial class Early;

        """,
        "Stage<Early>(1)",
        ("PASTA073", "Stage<Early>(1)", "'Review' is a model on IBert, and its stage 'Early' one on ITall; all stages begin with the same backbone, so declare a stage on IBert."));

    [Fact]
    public Task A_stage_of_another_size_is_refused() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("""
            [Model<IBert>(Size = BertSize.BaseCased), HeadOnly, SequenceClassification]
            public sealed partial class Early;

            [Model<IBert>(Size = BertSize.LargeCased), FullFineTuning, SequenceClassification, Stage<Early>(1)]
            public sealed partial class Review;
            """)),
        ("PASTA073", "Stage<Early>(1)", "'Review' is a model on LargeCased, and its stage 'Early' one on BaseCased; all stages begin with the same backbone, so declare a stage on LargeCased."));

    [Theory]
    [InlineData("TokenClassification", "token-classification with open labels")]
    [InlineData("SequenceClassification<Mood>", "sequence-classification with the labels of Mood")]
    public Task A_stage_of_another_task_is_refused(string head, string found) => AreAsync(
        $"public enum Mood {{ Bad, Good }}\n\n[Model<IBert>, HeadOnly, {head}]\npublic sealed partial class Early;\n", "Stage<Early>(1)",
        ("PASTA074", "Stage<Early>(1)", $"'Review' is for sequence-classification with open labels, and its stage 'Early' for {found}; a head is carried over within one task, so declare a stage for sequence-classification with open labels."));

    [Fact]
    public Task A_head_of_one_linear_is_carried_into_a_head_of_one_linear() => AreAsync(
        "[Model<IBert>, Pasta, SequenceClassification]\npublic sealed partial class Early;\n", "Stage<Early>(1)");

    [Fact]
    public Task A_head_of_another_shape_is_refused() => AreAsync(
        """
        [Architecture("tall", Prefix = "tall.")]
        [SequenceHead("classifier.out", HeadInput.FirstPosition, Dense = "classifier.dense")]
        public interface ITall : IBert;

        [Model<ITall>, Pasta, SequenceClassification]
        public sealed partial class Early;

        [Model<ITall>, FullFineTuning, SequenceClassification, Stage<Early>(1)]
        public sealed partial class Late;

        """,
        "",
        ("PASTA075", "Stage<Early>(1)", "The head of 'Late' is the family's, of several parts, and that of its stage 'Early' is one linear, so that the one cannot begin with the other; let the stage train what has such a head: [HeadOnly], or another adaptation."));

    [Theory]
    [InlineData("Stage<Early>(2)", "2", "2", "1")]
    [InlineData("Stage<Early>(1), Stage<Early>(1)", "1", "1, 1", "2")]
    [InlineData("Stage<Early>(1), Stage<Early>(number: 3)", "3", "1, 3", "2")]
    [InlineData("Stage<Early>(0)", "0", "0", "1")]
    public Task Numbers_count_from_1_without_a_gap(string stages, string place, string numbers, string expected) => AreAsync(
        Early, stages,
        ("PASTA076", place, $"The stages of 'Review' are numbered {numbers}; they count from 1 without a gap or a repetition, so {expected} is expected here."));

    [Theory]
    [InlineData("Stage<Early>(1, Share = 0)", "0", "The share of stage 1 is 0; expected a number above 0 and below 1.")]
    [InlineData("Stage<Early>(1, Share = 1)", "1", "The share of stage 1 is 1; expected a number above 0 and below 1.")]
    [InlineData("Stage<Early>(1, Share = double.NaN)", "double.NaN", "The share of stage 1 is NaN; expected a number above 0 and below 1.")]
    [InlineData("Stage<Early>(1, LearningRate = -0.5)", "-0.5", "The learning rate of stage 1 is -0.5; expected a number above 0.")]
    [InlineData("Stage<Early>(1, LearningRate = 0)", "0", "The learning rate of stage 1 is 0; expected a number above 0.")]
    [InlineData("Stage<Early>(1, Share = 0.5), Stage<Early>(2, Share = 0.5)", "Stage<Early>(2, Share = 0.5)", "The shares of the stages of 'Review' are 1 together; expected less than 1, which leaves a part for the model itself.")]
    public Task Shares_and_rates_are_in_their_ranges(string stages, string place, string message) => AreAsync(Early, stages, ("PASTA077", place, message));

    [Fact]
    public Task A_stages_own_mistake_is_reported_there_alone() => AreAsync(
        "[Model<IBert>, HeadOnly]\npublic sealed partial class Early;\n", "Stage<Early>(1)",
        ("PASTA012", "Early", "'Early' has no head; add an attribute that says what the model predicts, such as [SequenceClassification]."));

    [Fact]
    public Task A_model_that_gives_features_has_no_stages() => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("""
            [Model<IBert>, FeatureExtraction(Pooling.Mean)]
            public sealed partial class Early;

            [Model<IBert>, FeatureExtraction(Pooling.Mean), Stage<Early>(1)]
            public sealed partial class Review;
            """)),
        ("PASTA053", "Stage<Early>(1)", "'Review' gives features, from which nothing is learned, but [Stage<Early>] trains; remove [Stage<Early>], or ask for another head."));

    private static Task AreAsync(string before, string stages, params (string Id, string At, string Message)[] expected) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($"{before}\n[Model<IBert>, FullFineTuning, SequenceClassification{(stages.Length > 0 ? $", {stages}" : "")}]\npublic sealed partial class Review;")), expected);
}
