namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>What a model trains, told where its sizes are known; the counts are the published ones.</summary>
public sealed class SummaryDiagnostics
{
    [Theory]
    [InlineData("LargeCased", "Pasta(Occurrences = 2)", "trains 49,152 + head 2,050 of 333,579,264 (0.015%), delta 200 KiB")]
    [InlineData("BaseUncased", "Pasta(Occurrences = 2)", "trains 18,432 + head 1,538 of 109,482,240 (0.018%), delta 78 KiB")]
    [InlineData("BaseCased", "Pasta(Occurrences = 3)", "trains 27,648 + head 1,538 of 108,310,272 (0.027%), delta 114 KiB")]
    [InlineData("BaseCased", "HeadOnly", "trains 0 + head 1,538 of 108,310,272 (0.0014%), delta 6 KiB")]
    [InlineData("BaseCased", "FullFineTuning", "trains 108,310,272 + head 1,538 of 108,310,272 (100%), delta 413.2 MiB")]
    public Task A_pinned_model_tells_its_totals(string size, string method, string totals) => Reports.TotalsAreAsync(
        GeneratorRun.Of(SourceFiles.Declarations($$"""
            public enum Mood { Bad, Good }

            [Model<IBert>(Size = BertSize.{{size}}), {{method}}, SequenceClassification<Mood>]
            public sealed partial class Review;
            """)),
        ("PASTA100", $"Model<IBert>(Size = BertSize.{size})", totals));

    [Fact]
    public Task What_is_open_is_said_to_be() => Reports.TotalsAreAsync(
        GeneratorRun.Of(SourceFiles.Declarations("[Model<IBert>(Size = BertSize.BaseUncased), Pasta, SequenceClassification] public sealed partial class Review;")),
        ("PASTA100", "Model<IBert>(Size = BertSize.BaseUncased)", "trains 18,432 + a head of as many labels as the task has of 109,482,240 (0.017%), delta 72 KiB without the head, at pasta.occurrences 2"));

    [Fact]
    public Task An_open_model_has_no_totals_to_tell() => Reports.TotalsAreAsync(GeneratorRun.Of(SourceFiles.Model("[Pasta]")));
}
