using System.Globalization;
using PastaGen.Generator.Tests.Diagnostics;

namespace PastaGen.Generator.Tests.Emitting;

/// <summary>Where what is emitted lands, and what it does not depend on.</summary>
public sealed class EmissionTests
{
    private const string Model = "[Model<IBert>, Pasta, SequenceClassification]";

    [Fact]
    public void Models_of_one_name_do_not_meet()
    {
        var run = GeneratorRun.Of([
            .. SourceFiles.Declarations($$"""
                {{Model}} public sealed partial class Review;
                {{Model}} public sealed partial class REVIEW;
                public partial class Outer { {{Model}} public sealed partial class Review; }
                """),
            ("Second.cs", $"using PastaGen; using PastaGen.Models; namespace Second; {Model} public sealed partial class Review;"),
            ("Global.cs", $"using PastaGen; using PastaGen.Models; {Model} public sealed partial class Review;"),
        ]);
        EmittedCode.ReportsNothing(run);
        EmittedCode.Compiles(run);
        Assert.Equal(5, run.Files.Count(file => file.HintName.EndsWith("/Model.g.cs", StringComparison.Ordinal)));
        Assert.Equal(5, run.File("CompiledModels.g.cs").Split(".Definition,").Length - 1);
    }

    [Fact]
    public void A_model_that_is_declared_twice_over_is_emitted_once()
    {
        var run = GeneratorRun.Of([
            .. SourceFiles.Declarations($"{Model} public sealed partial class Review;"),
            ("Second.cs", "using PastaGen; using PastaGen.Models; namespace Sample; [Model<IBert>] partial class Review;"),
        ]);
        EmittedCode.ReportsNothing(run);
        Assert.Single(run.Files, file => file.HintName.EndsWith("/Model.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void An_attribute_that_does_not_exist_yet_stops_nothing()
    {
        var run = GeneratorRun.Of(SourceFiles.Declarations($"[Unwritten, Obsolete(Wrong = 3)] {Model} [Trained<Unwritten>] public sealed partial class Review;"));
        EmittedCode.ReportsNothing(run);
        Assert.NotEmpty(run.Files);
    }

    [Fact]
    public void A_users_types_do_not_capture_names_in_emitted_code()
    {
        var run = GeneratorRun.Of([
            .. SourceFiles.Declarations($"{Model} public sealed partial class Review;"),
            ("Captors.cs", """
                namespace Sample
                {
                    public class Linear; public class Tensor; public class Network; public class Layer; public class Plan; public class List<T>;
                    public class Attention; public class ParameterState; public class Frozen; public class SpecialTokenVectors; public class TaskModel;
                }
                namespace Sample.PastaGen { public class Training; }
                namespace Sample.TorchSharp { public class Modules; }
                namespace Sample.System { public class Func; }
                """),
        ]);
        EmittedCode.ReportsNothing(run);
        EmittedCode.Compiles(run);
    }

    [Fact]
    public void The_list_of_models_falls_back_to_the_assemblys_name()
    {
        var run = GeneratorRun.WithoutRootNamespace(Toolchain.Compile("3-D.Models+", SourceFiles.Model("[Pasta]")));
        EmittedCode.ReportsNothing(run);
        EmittedCode.Compiles(run);
        Assert.Contains("namespace _3_D.Models_;", run.File("CompiledModels.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pasta, Shift(Order = 1)", "Pasta", "Shift")]
    [InlineData("Pasta, Shift(Order = -1)", "Shift", "Pasta")]
    public void Writers_of_one_site_run_in_their_order(string adaptations, string first, string second)
    {
        var forward = GeneratorRun.Of(AdaptationSource.Shift($"[Model<IBert>, {adaptations}, SequenceClassification]\npublic sealed partial class Review;")).File("Network.g.cs");
        var (earlier, later) = (forward.IndexOf($"hidden = {first}.forward(", StringComparison.Ordinal), forward.IndexOf($"hidden = {second}.forward(", StringComparison.Ordinal));
        Assert.InRange(earlier, 0, later - 1);
    }

    [Theory]
    [InlineData("[Model<IBert>, Lora(FirstLayer = 2), SequenceClassification]", "FewestLayers = 3,")]
    [InlineData("[Model<IBert>, Pasta(FirstLayer = 1, LastLayer = 4), SequenceClassification]", "FewestLayers = 5,")]
    [InlineData("[Model<IBert>, HeadOnly, Trained<IBert.IAttention>(FirstLayer = 8), SequenceClassification]", "FewestLayers = 9,")]
    [InlineData("[Model<IBert>, Lora(LastLayer = -1), SequenceClassification]", null)]
    [InlineData("[Model<IBert>(Size = BertSize.BaseCased), Lora(FirstLayer = 2), SequenceClassification]", null)]
    public void A_model_of_open_size_says_how_many_layers_it_names(string model, string? expected)
    {
        var plan = GeneratorRun.Of(SourceFiles.Declarations($"{model} public sealed partial class Review;")).File("Plan.g.cs");
        if (expected is null) Assert.DoesNotContain("FewestLayers", plan, StringComparison.Ordinal);
        else Assert.Contains(expected, plan, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_without_models_gets_nothing() => Assert.Empty(GeneratorRun.Of(SourceFiles.Declarations("")).Files);

    [Fact]
    public void Declarations_compile_without_anything_emitted() =>
        EmittedCode.Compiles(Toolchain.Compile([SourceFiles.Usings, SourceFiles.Published("Bert.cs"), SourceFiles.Published("BertSize.cs"), SourceFiles.Published("BertModels.cs")]));

    [Fact]
    public void Settings_that_no_literal_spells_are_named()
    {
        var run = GeneratorRun.Of(AdaptationSource.Shift(
            "[Model<IBert>, Shift(Scale = double.NaN, Start = float.NegativeInfinity), SequenceClassification]\npublic sealed partial class Review;",
            parameters: "EncoderConfig config, double scale, float start", settings: "public double Scale { get; init; } public float Start { get; init; }"));
        Assert.Contains("scale: double.NaN, start: float.NegativeInfinity", run.File("Network.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_the_same_under_a_culture_with_decimal_commas_and_a_minus_of_its_own()
    {
        var files = AdaptationSource.Shift("""
            [Model<IBert>(Size = BertSize.BaseCased), Shift(Scale = -1e-12, Start = -3), SequenceClassification]
            [Trained<IBert.IAttention>(FirstLayer = 8)]
            public sealed partial class Review;
            """, parameters: "EncoderConfig config, double scale, int start", settings: "public double Scale { get; init; } public int Start { get; init; }");
        var invariant = Under(CultureInfo.InvariantCulture, () => GeneratorRun.Of(files));
        var foreign = (CultureInfo)CultureInfo.GetCultureInfo("de-DE").Clone();
        foreign.NumberFormat.NegativeSign = "\u2212";
        foreign.NumberFormat.NumberGroupSeparator = "\u2019";
        Assert.Equal("\u22121,5", Under(foreign, () => (-1.5).ToString(CultureInfo.CurrentCulture)));

        var texts = Under(foreign, () => GeneratorRun.Of(files).Files.Select(file => file.SourceText.ToString()).ToArray());

        Assert.Contains(texts, text => text.Contains("scale: -1E-12, start: -3", StringComparison.Ordinal));
        Assert.Equal(invariant.Files.Select(file => file.SourceText.ToString()), texts);
    }

    private static T Under<T>(CultureInfo culture, Func<T> action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
