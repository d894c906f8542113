namespace PastaGen.Generator.Tests.Snapshots;

/// <summary>Everything that is emitted for each way to train the published architecture.</summary>
public sealed class MethodSnapshots
{
    [Fact]
    public void Pasta() => EmittedCode.IsAccepted(GeneratorRun.Of(SourceFiles.Model("[Pasta]")));

    [Fact]
    public void FullFineTuning() => EmittedCode.IsAccepted(GeneratorRun.Of(SourceFiles.Model("[FullFineTuning]")));

    [Fact]
    public void HeadOnly() => EmittedCode.IsAccepted(GeneratorRun.Of(SourceFiles.Model("[HeadOnly]")));

    [Fact]
    public void LowRankUpdates() => EmittedCode.IsAccepted(
        GeneratorRun.Of(SourceFiles.Model("[Lora(Sites = Site.Query | Site.FeedForwardOutput, Rank = 4, FirstLayer = 2)]")),
        ["/Blocks.g.cs", "/Network.g.cs", "/Delta.g.cs", "/Merging.g.cs", "/Plan.g.cs"]);

    [Fact]
    public void Prefixes() => EmittedCode.IsAccepted(GeneratorRun.Of(SourceFiles.Model("[Prefix]")), ["/Blocks.g.cs", "/Network.g.cs"]);

    [Fact]
    public void Biases() => EmittedCode.IsAccepted(GeneratorRun.Of(SourceFiles.Model("[BitFit]")), ["/Delta.g.cs", "/Plan.g.cs"]);
}
