using Microsoft.CodeAnalysis;
using PastaGen.Generator.Diagnostics;

namespace PastaGen.Generator.Tests.Diagnostics;

/// <summary>A diagnostic lies in the tree, so that a person can silence it where it stands, and carries what a light bulb needs.</summary>
public sealed class SuppressionTests
{
    private const string Model = "[Model<IBert>]\n[FullFineTuning]\n{0}\n[SequenceClassification]\npublic sealed partial class Review;";

    [Fact]
    public async Task A_pragma_around_the_attribute_silences_it()
    {
        var found = Assert.Single(await Warnings("#pragma warning disable PASTA037\n[Trained<IBert.IPooler>]\n#pragma warning restore PASTA037"));
        Assert.True(found.IsSuppressed);
        Assert.Equal(LocationKind.SourceFile, found.Location.Kind);
    }

    [Fact]
    public async Task A_pragma_elsewhere_does_not()
    {
        var found = Assert.Single(await Warnings("#pragma warning disable PASTA037\n#pragma warning restore PASTA037\n[Trained<IBert.IPooler>]"));
        Assert.False(found.IsSuppressed);
    }

    [Fact]
    public async Task The_nearest_name_travels_as_a_property()
    {
        var found = await Reports.FindAsync(GeneratorRun.Of(SourceFiles.Model("[HeadOnly]\n[Trained<IBert.IAttention>(\"Qery\")]")));
        Assert.Equal("Query", Assert.Single(found).Properties[ModelAnalyzer.Suggestion]);
    }

    [Fact]
    public async Task A_mistake_of_a_referenced_architecture_is_told_at_the_model()
    {
        var declarations = SourceFiles.Declarations("").Change("-[Weights(Role.Key, \"self.key\")] Linear Key { get; }");
        var reference = Toolchain.Compile("Declarations", declarations).ToMetadata();
        var user = Toolchain.Compile([SourceFiles.Usings, ("Model.cs", "using PastaGen; using PastaGen.Models; [Model<IBert>, Pasta, SequenceClassification] public sealed partial class Review;")], reference);
        await Reports.AreAsync(
            GeneratorRun.Of(user),
            ("PASTA022", "Model<IBert>", "IAttention is a block of kind SelfAttention and needs weights with Role.Key."));
    }

    private static async Task<IEnumerable<Diagnostic>> Warnings(string lines) =>
        (await Reports.FindAsync(GeneratorRun.Of(SourceFiles.Declarations(Model.Replace("{0}", lines))))).Where(found => found.Id == "PASTA037");
}
