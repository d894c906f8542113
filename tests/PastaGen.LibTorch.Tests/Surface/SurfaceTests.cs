using PastaGen.Testing;

namespace PastaGen.LibTorch.Tests.Surface;

public class SurfaceTests
{
    private static SignatureList Recorded() => new(File.ReadLines(SharedData.Path("research", "torchsharp-api-0.107.txt")));

    [SharedDataFact]
    public void Every_member_is_one_of_TorchSharp_with_the_same_types_names_and_defaults()
    {
        var recorded = Recorded();
        var foreign = OwnSurface.Members().Where(member => recorded.Missing(member.Alternatives).Count == member.Alternatives.Length).Select(member => member.Alternatives[0]).ToList();
        Assert.True(foreign.Count == 0, $"{foreign.Count} members are not TorchSharp's:\n{string.Join('\n', foreign)}");
    }

    [SharedDataFact]
    public void Every_type_is_one_of_TorchSharp_of_the_same_kind_and_base()
    {
        var recorded = File.ReadLines(SharedData.Path("research", "torchsharp-api-0.107.txt")).Where(line => line.StartsWith("T ", StringComparison.Ordinal)).Select(SignatureList.Normal).ToList();
        var foreign = OwnSurface.Types().Select(TypeLine).Where(own => !recorded.Any(line => line == own || line.StartsWith(own + ",", StringComparison.Ordinal) || line.StartsWith(own + " :", StringComparison.Ordinal) || line.StartsWith(own + " where ", StringComparison.Ordinal))).ToList();
        Assert.True(foreign.Count == 0, string.Join('\n', foreign));
    }

    [SharedDataTheory]
    [InlineData("M torch.nn: public static Modules.Dropout Dropout(double probability = 0.5, bool inplace = false)")]
    [InlineData("M torch.nn: public static Modules.Dropout Dropout(double p = 0.1, bool inplace = false)")]
    [InlineData("M torch.nn: public static Modules.Dropout Dropout(float p = 0.5, bool inplace = false)")]
    [InlineData("M torch.nn.functional: public static torch.Tensor embedding(torch.Tensor input, torch.Tensor weight)")]
    public void A_renamed_parameter_a_changed_default_another_type_and_an_invented_member_are_found(string doctored) =>
        Assert.Equal([doctored], Recorded().Missing([doctored]));

    [SharedDataFact]
    public void The_member_that_was_doctored_is_known_as_it_stands() =>
        Assert.Empty(Recorded().Missing(["M torch.nn: public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false)"]));

    [Fact]
    public void Reflection_sees_the_surface_at_all() => Assert.True(OwnSurface.Members().Count() > 500);

    private static string TypeLine(Type type)
    {
        var name = SignatureText.Of(type);
        var parent = type.BaseType is { } super && super != typeof(object) && super != typeof(ValueType) && super != typeof(Enum) ? $" : {SignatureText.Of(super)}" : "";
        return SignatureList.Normal($"T {name}: public {SignatureText.Kind(type)} {name}{parent}");
    }
}
