using PastaGen.Training;

namespace PastaGen.Generator.Tests.Reading;

/// <summary>The names of activations are one table for compile time and run time.</summary>
public sealed class ActivationNameTests
{
    [Fact]
    public void Every_activation_of_the_language_has_a_name() => Assert.Equal(
        Enum.GetNames<PastaGen.Activation>().Order(StringComparer.Ordinal),
        ActivationNames.All.Select(name => ActivationNames.Find(name)!.Value.ToString()).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void No_other_name_has_an_activation() => Assert.Null(ActivationNames.Find("Gelu"));
}
