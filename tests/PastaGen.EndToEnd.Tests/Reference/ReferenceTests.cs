namespace PastaGen.EndToEnd.Tests.Reference;

/// <summary>The reference has tests of its own: a wrong yardstick measures nothing.</summary>
public class ReferenceTests
{
    [Theory]
    [InlineData(0.5, 0.5204998778130465)]      // Abramowitz and Stegun, table 7.1
    [InlineData(1.0, 0.8427007929497149)]
    [InlineData(2.0, 0.9953222650189527)]
    [InlineData(-1.0, -0.8427007929497149)]
    public void The_error_function_has_its_tabled_values(double x, double expected) =>
        Assert.Equal(expected, ErrorFunction.Of(x), 1e-14);
}
