using PastaGen.Host.Progress;
using PastaGen.Training;

namespace PastaGen.Host.Tests.Progress;

public class TrainingLinesTests
{
    [Theory]
    [InlineData(0, false, null)]
    [InlineData(2, false, "2 labels: l0 (1,000 rows), l1 (1,001)")]
    [InlineData(2, true, "2 labels: l0 (1,000 words), l1 (1,001)")]
    [InlineData(77, false, "77 labels: l0 (1,000 rows), l1 (1,001), l2 (1,002), l3 (1,003), l4 (1,004), l5 (1,005) and 71 more; each has 1,000 to 1,076")]
    public void Labels_are_named_with_their_counts_and_of_many_the_first(int labels, bool ofWords, string? line) => Assert.Equal(
        line,
        TrainingLines.Labels(new TrainingStarted("Gnocchi", 1, 0, 1, 1, 1, 1)
        {
            Precision = new PrecisionChoice(Precision.Fp32, "", IsWorthALine: false),
            Labels = [.. Enumerable.Range(0, labels).Select(label => new LabelCount($"l{label}", 1000 + label))],
            LabelsWords = ofWords,
        }));
}
