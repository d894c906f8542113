namespace PastaGen.Generator.Tests.Snapshots;

/// <summary>What each part of the language changes in what is emitted; the parts that it does not touch are compiled, and not repeated.</summary>
public sealed class VariantSnapshots
{
    [Fact]
    public void EnumLabels() => Accept(["/Model.g.cs", "/Plan.g.cs"], """
        /// <summary>What a review says.</summary>
        public enum Mood
        {
            /// <summary>Bad.</summary>
            Bad,

            /// <summary>Good.</summary>
            Good,
        }

        /// <summary>The model of the test.</summary>
        [Model<IBert>, Pasta, SequenceClassification<Mood>]
        public sealed partial class Review;
        """);

    [Fact]
    public void Preset() => Accept(["/Model.g.cs", "/Plan.g.cs"], """
        /// <summary>The model of the test.</summary>
        [Model<IBert>(Size = BertSize.LargeCased), Pasta(Occurrences = 3, Initialization = VectorInitialization.Zero), SequenceClassification]
        internal sealed partial class Review;
        """);

    [Fact]
    public void ConfigFile() => EmittedCode.IsAccepted(
        GeneratorRun.Of(
            Toolchain.Compile(SourceFiles.Declarations("""
                /// <summary>The model of the test.</summary>
                [Model<IBert>(Config = "tiny/config.json"), Pasta, SequenceClassification]
                public sealed partial class Review;
                """)),
            new ConfigFile("/project/tiny/config.json", """
                {
                  "model_type": "bert", "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64,
                  "vocab_size": 100, "max_position_embeddings": 16, "type_vocab_size": 2, "hidden_act": "gelu", "layer_norm_eps": 1e-12
                }
                """),
            new ConfigFile("/project/other/config.json", "not JSON at all")),
        ["/Model.g.cs", "/Plan.g.cs"]);

    [Fact]
    public void LayerRanges() => EmittedCode.IsAccepted(
        GeneratorRun.Of(SourceFiles.Model("""
            [HeadOnly]
            [Trained<IBert.IAttention>(nameof(IBert.IAttention.Query), FirstLayer = 8)]
            [Trained<IBert.IAttention>(nameof(IBert.IAttention.Norm), FirstLayer = 4, LastLayer = 9)]
            [Trained<IBert.IPooler>]
            """)),
        ["/Backbone.g.cs", "/Blocks.g.cs", "/Delta.g.cs", "/Layer.g.cs", "/Network.g.cs", "/Optimizer.g.cs", "/Plan.g.cs"]);

    [Fact]
    public void Annotations() => EmittedCode.IsAccepted(
        GeneratorRun.Of(SourceFiles.Model("[FullFineTuning]").Change("-[Weights(Role.Words, \"word_embeddings\")]\n+[Frozen, Weights(Role.Words, \"word_embeddings\")]")),
        ["/Backbone.g.cs", "/Delta.g.cs", "/Optimizer.g.cs"]);

    [Fact]
    public void NestedClass() => Accept(["/Model.g.cs"], """
        /// <summary>Outer.</summary>
        public static partial class Outer
        {
            internal partial record struct Inner
            {
                [Model<IBert>, Pasta, SequenceClassification]
                internal sealed partial class Review;
            }
        }
        """);

    [Fact]
    public void NormsFirst() => EmittedCode.IsAccepted(
        GeneratorRun.Of(SourceFiles.Model("[Pasta]").Change("-NormPlacement.Post\n+NormPlacement.Pre")),
        ["/Blocks.g.cs", "/Network.g.cs"]);

    [Fact]
    public void SitesInsideBlocks() => Accept(["/Blocks.g.cs", "/Layer.g.cs", "/Network.g.cs", "/Model.g.cs"], """
        /// <summary>Adds one vector wherever it lives.</summary>
        [LivesAt("shift", Site.Query | Site.Value | Site.AttentionOutput | Site.FeedForwardOutput | Site.EmbeddingOutput, Summary = "adds a vector")]
        public sealed class Shift : AdaptationModule
        {
            /// <summary>One vector.</summary>
            public Shift(EncoderConfig config, double scale = 0.5) : base(nameof(Shift)) => Offset = new(torch.full(config.HiddenSize, scale));

            /// <summary>The vector, <c>[hidden]</c>.</summary>
            [Trains("shift", Dimension.Hidden)]
            public Parameter Offset { get; }

            /// <inheritdoc/>
            public override void Initialize() => torch.nn.init.zeros_(Offset);

            /// <inheritdoc/>
            public override torch.Tensor forward(torch.Tensor input1, SiteContext input2) => input1 + Offset;
        }

        /// <summary>Adds one vector wherever it lives.</summary>
        public sealed class ShiftAttribute : AdaptationAttribute<Shift>
        {
            /// <summary>What it starts from.</summary>
            public double Scale { get; init; }
        }

        /// <summary>The model of the test.</summary>
        [Model<IBert>, Shift(Scale = 1e-12), SequenceClassification]
        public sealed partial class Review;
        """);

    [Fact]
    public void StatedFlows() => EmittedCode.IsAccepted(
        GeneratorRun.Of([
            SourceFiles.Usings, .. SourceFiles.OfProject("tests/PastaGen.UserArchitecture", except: "MillModels.cs"),
            ("Model.cs", """
                using PastaGen;
                using PastaGen.Modules;
                using PastaGen.UserArchitecture;
                using TorchSharp;
                using TorchSharp.Modules;

                namespace Sample;

                /// <summary>Adds one vector wherever it lives.</summary>
                [LivesAt("shift", Site.Value | Site.AttentionOutput | Site.EmbeddingOutput, Summary = "adds a vector")]
                public sealed class Shift : AdaptationModule
                {
                    /// <summary>One vector.</summary>
                    public Shift(EncoderConfig config) : base(nameof(Shift)) => Offset = new(torch.zeros(config.HiddenSize));

                    /// <summary>The vector, <c>[hidden]</c>.</summary>
                    [Trains("shift", Dimension.Hidden)]
                    public Parameter Offset { get; }

                    /// <inheritdoc/>
                    public override void Initialize() => torch.nn.init.zeros_(Offset);

                    /// <inheritdoc/>
                    public override torch.Tensor forward(torch.Tensor input1, SiteContext input2) => input1 + Offset;
                }

                /// <summary>Adds one vector wherever it lives.</summary>
                public sealed class ShiftAttribute : AdaptationAttribute<Shift>;

                /// <summary>The model of the test.</summary>
                [Model<IMill>, Shift, SequenceClassification]
                [Trained<IMill.IMixer>(LastLayer = 3), Trained<IMill.IDrive>]
                public sealed partial class Review;
                """),
        ]),
        ["/Backbone.g.cs", "/Blocks.g.cs", "/Delta.g.cs", "/Layer.g.cs", "/Model.g.cs", "/Network.g.cs", "/Plan.g.cs"]);

    [Fact]
    public void WithoutBiases() => EmittedCode.IsAccepted(
        GeneratorRun.Of(SourceFiles.Model("[Pasta]")
            .Change("-[Weights(Role.Query, \"self.query\")]\n+[Weights(Role.Query, \"self.query\", Bias = false)]")
            .Change("-[Weights(Role.Norm, \"output.LayerNorm\")] LayerNorm Norm\n+[Weights(Role.Norm, \"output.LayerNorm\", Bias = false)] LayerNorm Norm")),
        ["/Backbone.g.cs", "/Blocks.g.cs"]);

    [Fact]
    public void WrongDeclaration() => Accept([".g.cs"], """
        /// <summary>The model of the test, which says nowhere what is trained.</summary>
        [Model<IBert>(Size = BertSize.BaseCased), SequenceClassification]
        public sealed partial class Review;

        /// <summary>Whoever uses it sees no error at each use.</summary>
        public static class User
        {
            /// <summary>A use.</summary>
            public static TextClassifier Open() => Review.LoadBackbone("folder");
        }
        """);

    private static void Accept(string[] parts, string declarations, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        EmittedCode.IsAccepted(GeneratorRun.Of(SourceFiles.Declarations(declarations)), parts, test: test);
}
