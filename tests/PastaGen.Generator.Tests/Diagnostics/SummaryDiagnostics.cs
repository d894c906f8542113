namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>What a model trains, told where its sizes are known; the counts are the published ones.</summary>
public sealed class SummaryDiagnostics
{
    [Fact]
    public Task A_pinned_model_tells_its_totals() => Reports.TotalsAreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("""
            public enum Mood { Bad, Good }

            [Model<IBert>(Size = BertSize.LargeCased), Pasta(Occurrences = 2), SequenceClassification<Mood>]
            public sealed partial class Review;
            """)));

    [Fact]
    public Task An_open_model_has_no_totals_to_tell() => Reports.TotalsAreAsync(GeneratorRun.Of(SourceFiles.Model("[Pasta]")));
}
