namespace PastaGen.Generator.Tests.Emitting;

/// <summary>An interface that stands at several places is one class, which must be right at each of them.</summary>
public sealed class SharedClassTests
{
    [Theory]
    [InlineData("HeadOnly", "Trained<ITwice.ILayer>(nameof(ITwice.ILayer.Second))", null)]
    [InlineData("HeadOnly", "Trained<ITwice.ILayer>(nameof(ITwice.ILayer.Second), FirstLayer = 8)", "layer < 8")]
    [InlineData("FullFineTuning", "Frozen<ITwice.ILayer>(nameof(ITwice.ILayer.First))", null)]
    public void Projections_are_one_product_in_the_layers_that_freeze_them_at_every_place(string method, string change, string? packed)
    {
        var run = GeneratorRun.Of(SourceFiles.Declarations($$"""
            [Architecture("twice", Prefix = "twice.")]
            [SequenceHead("classifier", HeadInput.FirstPosition)]
            public interface ITwice : IArchitecture
            {
                [Block("embeddings")] IBert.IEmbeddings Embeddings { get; }
                [Repeated("layer.{0}")] IReadOnlyList<ILayer> Layers { get; }

                interface ILayer
                {
                    [Block("first")] IBert.IAttention First { get; }
                    [Block("second")] IBert.IAttention Second { get; }
                    [Block] IBert.IFeedForward FeedForward { get; }
                }
            }

            [Model<ITwice>, {{method}}, {{change}}, SequenceClassification]
            public sealed partial class Review;
            """));
        EmittedCode.ReportsNothing(run);
        EmittedCode.Compiles(run);
        Assert.Equal(packed is not null, run.File("Blocks.g.cs").Contains("new PackedProjections(", StringComparison.Ordinal));
        foreach (var place in new[] { "First", "Second" })
            Assert.Contains($"{place} = new Attention(config{(packed is null ? "" : $", packed: {packed}")});", run.File("Layer.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(", Sites = Site.EmbeddingOutput", false)]
    public void The_last_layer_answers_for_every_token_where_an_adaptation_stands_behind_it(string sites, bool readsFirst)
    {
        var run = GeneratorRun.Of(Diagnostics.AdaptationSource.Shift(
            $$"""
            [Flow("a last look"{{sites}})]
            public abstract class Look(EncoderConfig config) : FinalFlow(config)
            {
                public override torch.Tensor forward(torch.Tensor hidden, TokenBatch batch) => At(Site.EmbeddingOutput, hidden, batch).alias();
            }

            public sealed class LookAttribute : BlockKindAttribute<Look>;

            [Architecture("looking", Prefix = "bert.")]
            [SequenceHead("classifier", HeadInput.FirstPosition)]
            public interface ILooking : IBert
            {
                [Block("look")] ILook Last { get; }

                [Look]
                interface ILook;
            }

            [Model<ILooking>, Shift, SequenceClassification]
            public sealed partial class Review;
            """,
            module: "[LivesAt(\"shift\", Site.EmbeddingOutput)]"));
        EmittedCode.ReportsNothing(run);
        Assert.Equal(readsFirst, run.File("Network.g.cs").Contains("readsFirst", StringComparison.Ordinal));
    }
}
