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
}
