namespace PastaGen.Generator.Tests.Emitting;

/// <summary>What is emitted for a model with stages: the one without them, and a list.</summary>
public sealed class StageTests
{
    private const string Early = "[Model<IBert>, Lora, SequenceClassification] public sealed partial class Early;";
    private const string Plain = "[Model<IBert>, FullFineTuning, SequenceClassification] public sealed partial class Review;";
    private const string Staged = """
        [Model<IBert>, FullFineTuning, SequenceClassification]
        [Stage<Late>(2, Share = 0.25)]
        [Stage<Early>(1, LearningRate = 5e-4)]
        public sealed partial class Review;

        [Model<IBert>, HeadOnly, SequenceClassification] internal sealed partial class Late;
        """;

    [Fact]
    public void Stages_are_listed_in_their_order_and_everything_else_is_as_without_them()
    {
        var staged = Run(Staged);
        EmittedCode.ReportsNothing(staged);
        EmittedCode.Compiles(staged);
        Caching.KeepsAllAfterAnUnrelatedEdit(staged);
        Assert.Contains(
            "Stages = [new(global::Sample.Early.Definition, Share: 0.1, LearningRate: 0.0005), new(global::Sample.Late.Definition, Share: 0.25)],",
            staged.File("Sample.Review/Model.g.cs"), StringComparison.Ordinal);
        var plain = Run(Plain);
        foreach (var part in new[] { "Network", "Delta", "Backbone", "Optimizer" })
            Assert.Equal(plain.File($"Sample.Review/{part}.g.cs"), staged.File($"Sample.Review/{part}.g.cs"));
        Assert.DoesNotContain("Stage", plain.File("Sample.Review/Model.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_explains_them()
    {
        var lines = Run(Staged).File("Sample.Review/Plan.g.cs");
        Assert.Contains("\"Stage 1 of 3: Early trains lora and the head for 0.1 of the run at a learning rate of 0.0005, of which the head alone is carried over\"", lines, StringComparison.Ordinal);
        Assert.Contains("\"Stage 2 of 3: Late trains the head for 0.25 of the run, of which the head alone is carried over\"", lines, StringComparison.Ordinal);
        Assert.Contains("\"Stage 3 of 3: this plan, from the pretrained backbone and the head of stage 2\"", lines, StringComparison.Ordinal);
    }

    [Fact]
    public void A_delta_of_a_model_with_stages_is_one_of_the_model_without() => Assert.Equal(Hash(Run(Plain)), Hash(Run(Staged)));

    private static GeneratorRun Run(string declarations) => GeneratorRun.Of(SourceFiles.Declarations($"{Early}\n\n{declarations}"));

    private static string Hash(GeneratorRun run) =>
        run.File("Sample.Review/Plan.g.cs").Split('\n').Single(line => line.Contains("const string Hash", StringComparison.Ordinal));
}
