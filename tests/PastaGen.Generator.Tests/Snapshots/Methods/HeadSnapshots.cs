namespace PastaGen.Generator.Tests.Snapshots;

/// <summary>What a head that answers for tokens or for words changes in what is emitted.</summary>
public sealed class HeadSnapshots
{
    private static readonly string[] Parts = ["/Model.g.cs", "/Network.g.cs", "/Head.g.cs", "/Backbone.g.cs", "/Delta.g.cs", "/Optimizer.g.cs", "/Plan.g.cs"];

    [Fact]
    public void TokenClassification() => Accept("[Pasta, TokenClassification]", ["/Model.g.cs", "/Network.g.cs"]);

    [Fact]
    public void Regression() => Accept("[Pasta, Regression]", ["/Model.g.cs", "/Network.g.cs", "/Plan.g.cs"]);

    [Fact]
    public void MultiLabel() => Accept("[HeadOnly, MultiLabel]", ["/Network.g.cs"]);

    [Fact]
    public void FeaturesOfTheMean() => Accept("[FeatureExtraction(Pooling.Mean)]", Parts);

    [Fact]
    public void FeaturesOfTheFirstPosition() => Accept("[FeatureExtraction(Pooling.FirstPosition, Normalize = false)]", ["/Network.g.cs", "/Plan.g.cs"]);

    [Fact]
    public void MaskedLanguageModel() => Accept("[FullFineTuning, MaskedLanguageModel]", Parts);

    [Fact]
    public void SequenceHeadOfSeveralParts() => Accept(
        "[HeadOnly, SequenceClassification]", Parts,
        """
        -[SequenceHead("classifier", HeadInput.PooledOutput)]
        +[SequenceHead("out", HeadInput.FirstPosition, Dense = "dense", Activation = Activation.Tanh, Norm = "norm", NormHasBias = false, DropsInput = true)]
        """);

    private static void Accept(string attributes, string[] parts, string? change = null, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var files = SourceFiles.Declarations($"""
            /// <summary>The model of the test.</summary>
            [Model<IBert>]
            {attributes}
            public sealed partial class Model;
            """);
        EmittedCode.IsAccepted(GeneratorRun.Of(change is null ? files : files.Change(change)), parts, test: test);
    }
}
