namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>Classes that cannot have another half.</summary>
public sealed class DeclarationDiagnostics
{
    private const string Attributes = "[Model<IBert>, Pasta, SequenceClassification]";

    [Theory]
    [InlineData("partial class Outer { {0} public sealed class Review; }", "Review")]
    [InlineData("class Outer { partial record Inner { {0} public sealed partial class Review; } }", "Outer")]
    [InlineData("class Outer { struct Inner { {0} public sealed class Review; } }", "Outer", "Inner", "Review")]
    public Task A_model_and_every_type_around_it_is_partial(string declaration, params string[] names) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations(declaration.Replace("{0}", Attributes))),
        [.. names.Select(name => ("PASTA010", name, $"'{name}' must be declared partial: the compiler adds the other half of the model."))]);

    [Theory]
    [InlineData("{0} public sealed partial class Review<T>;", "generic")]
    [InlineData("{0} public static partial class Review;", "static")]
    [InlineData("{0} public abstract partial class Review;", "abstract")]
    [InlineData("partial class Outer<T> { {0} public sealed partial class Review; }", "nested in a generic type")]
    [InlineData("{0} public sealed partial class Review : List<int>;", "derived from List")]
    [InlineData("{0} file sealed partial class Review;", "local to its file")]
    [InlineData("{0} public sealed partial record Review;", "a record")]
    public Task A_model_is_a_plain_class(string declaration, string obstacle) => Reports.AreAsync(
        GeneratorRun.Of(SourceFiles.Declarations(declaration.Replace("{0}", Attributes))),
        ("PASTA011", "Review", $"'Review' cannot be a model because it is {obstacle}; a model is a plain class."));
}
