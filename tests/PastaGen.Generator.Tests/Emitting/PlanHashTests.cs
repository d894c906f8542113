using Microsoft.CodeAnalysis;

namespace PastaGen.Generator.Tests.Emitting;

/// <summary>Two plans have one hash exactly where a delta of the one is a delta of the other.</summary>
public sealed class PlanHashTests
{
    private const string Plain = "[Model<IBert>, Pasta, SequenceClassification<Mood>] public sealed partial class Review;";

    [Theory]
    [InlineData("[Model<IBert>, Pasta, SequenceClassification<Mood>] public sealed partial class AnotherName;")]
    [InlineData("[SequenceClassification<Mood>, Pasta] [Model<IBert>] internal partial class Review;")]
    [InlineData("[Model<IBert>, Pasta(Initialization = VectorInitialization.Normal), SequenceClassification<Mood>] public sealed partial class Review;")]
    [InlineData("[Model<IBert>, Pasta(Initialization = VectorInitialization.Zero, Dropout = 0.3), SequenceClassification<Mood>] public sealed partial class Review;")]
    [InlineData("partial class Outer { [Model<IBert>, Pasta, SequenceClassification<Mood>] internal partial class Review; }")]
    public void What_a_delta_does_not_hold_does_not_enter(string declaration) => Assert.Equal(Hash(Plain), Hash(declaration));

    [Theory]
    [InlineData("[Model<IBert>, HeadOnly, SequenceClassification<Mood>] public sealed partial class Review;")]
    [InlineData("[Model<IBert>, Pasta(Occurrences = 3), SequenceClassification<Mood>] public sealed partial class Review;")]
    [InlineData("[Model<IBert>, Pasta(SharedOverTokens = true), SequenceClassification<Mood>] public sealed partial class Review;")]
    [InlineData("[Model<IBert>, Pasta, SequenceClassification] public sealed partial class Review;")]
    [InlineData("[Model<IBert>, Pasta, Trained<IBert.IPooler>, SequenceClassification<Mood>] public sealed partial class Review;")]
    [InlineData("[Model<IBert>(Size = BertSize.BaseCased), Pasta, SequenceClassification<Mood>] public sealed partial class Review;")]
    public void Another_plan_has_another_hash(string declaration) => Assert.NotEqual(Hash(Plain), Hash(declaration));

    [Theory]
    [InlineData("-\"self.key\"\n+\"self.keys\"")]
    [InlineData("-[Architecture(\"bert\", Prefix = \"bert.\")]\n+[Architecture(\"other\", Prefix = \"bert.\")]")]
    [InlineData("-[Architecture(\"bert\", Prefix = \"bert.\")]\n+[Architecture(\"bert\", Prefix = \"other.\")]")]
    [InlineData("-[SelfAttention(NormPlacement.Post)]\n+[SelfAttention(NormPlacement.Pre)]")]
    [InlineData("-[Pooler(Activation.Tanh)]\n+[Pooler(Activation.Gelu)]")]
    [InlineData("-HeadInput.PooledOutput\n+HeadInput.FirstPosition")]
    [InlineData("-\"classifier\", HeadInput.PooledOutput\n+\"verdict\", HeadInput.PooledOutput")]
    [InlineData("-[Architecture(\"bert\", Prefix = \"bert.\")]\n+[Architecture(\"bert\", Prefix = \"bert.\"), ConfigKey(ConfigSetting.LayerNormEpsilon, \"norm_eps\")]")]
    [InlineData("-[Architecture(\"bert\", Prefix = \"bert.\")]\n+[Architecture(\"bert\", Prefix = \"bert.\"), ConfigKey(ConfigSetting.LayerNormEpsilon, \"layer_norm_eps\", Fallback = 1e-5)]")]
    [InlineData("-HeadInput.PooledOutput\n+HeadInput.Mean")]
    [InlineData("-HeadInput.PooledOutput\n+HeadInput.FirstPosition, ReadsKey = \"pooling\"")]
    public void Another_architecture_has_another_hash(string change) => Assert.NotEqual(Hash(Plain), Hash(Plain, change));

    [Theory]
    [InlineData("-, Norm = \"cls.predictions.transform.LayerNorm\"\n+")]
    [InlineData("-, Norm = \"cls.predictions.transform.LayerNorm\"\n+, Norm = \"norm\"")]
    [InlineData("-, Norm = \"cls.predictions.transform.LayerNorm\"\n+, Norm = \"cls.predictions.transform.LayerNorm\", Activation = Activation.Relu")]
    [InlineData("-, Norm = \"cls.predictions.transform.LayerNorm\"\n+, Norm = \"cls.predictions.transform.LayerNorm\", DenseHasBias = false")]
    [InlineData("-, Norm = \"cls.predictions.transform.LayerNorm\"\n+, Norm = \"cls.predictions.transform.LayerNorm\", ActivationKey = \"act\"")]
    public void Another_head_has_another_hash(string change)
    {
        const string Masked = "[Model<IBert>, FullFineTuning, MaskedLanguageModel] public sealed partial class Review;";
        Assert.NotEqual(Hash(Masked), Hash(Masked, change));
    }

    [Fact]
    public void A_head_that_a_model_does_not_have_does_not_enter() =>
        Assert.Equal(Hash(Plain), Hash(Plain, "-[TokenHead(\"classifier\")]\n+[TokenHead(\"other\")]"));

    [Fact]
    public void What_a_config_must_say_does_not_enter() => Assert.Equal(
        Hash(Plain), Hash(Plain, "-[Architecture(\"bert\", Prefix = \"bert.\")]\n+[Architecture(\"bert\", Prefix = \"bert.\"), Requires(\"kind\", 1)]"));

    [Fact]
    public void Other_labels_have_another_hash() => Assert.NotEqual(Hash(Plain), Hash(Plain.Replace("Mood", "Turned", StringComparison.Ordinal)));

    [Fact]
    public void The_order_in_which_blocks_run_has_another_hash() => Assert.NotEqual(
        Hash(Plain),
        Hash(Plain, "-[Block(\"attention\")] IAttention Attention { get; }\n+[Block] IFeedForward First { get; }",
            "-[Block] IFeedForward FeedForward { get; }\n+[Block(\"attention\")] IAttention Second { get; }"));

    [Fact]
    public void Tensors_that_change_places_have_another_hash() => Assert.NotEqual(
        Hash(Plain), Hash(Plain, "-\"self.query\"\n+FIRST", "-\"self.key\"\n+\"self.query\"", "-FIRST\n+\"self.key\""));

    [Fact]
    public void Names_and_order_of_a_blocks_members_do_not_enter() => Assert.Equal(
        Hash(Plain),
        Hash(Plain, "-[Weights(Role.Query, \"self.query\")] Linear Query { get; }\n+FIRST", "-[Weights(Role.Key, \"self.key\")] Linear Key { get; }\n+SECOND",
            "-FIRST\n+[Weights(Role.Key, \"self.key\")] Linear Renamed { get; }", "-SECOND\n+[Weights(Role.Query, \"self.query\")] Linear Query { get; }"));

    private static string Hash(string declaration, params string[] changes)
    {
        var files = SourceFiles.Declarations("public enum Mood { Bad, Good }\n\npublic enum Turned { Good, Bad }\n\n" + declaration);
        var run = GeneratorRun.Of(changes.Aggregate(files, SourceFiles.Change));
        EmittedCode.ReportsNothing(run);
        var plan = run.Compiled.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("Plan.g.cs", StringComparison.Ordinal));
        var hash = run.Compiled.GetSymbolsWithName("Hash", SymbolFilter.Member).OfType<IFieldSymbol>().Single(field => field.DeclaringSyntaxReferences[0].SyntaxTree == plan);
        return (string)hash.ConstantValue!;
    }
}
