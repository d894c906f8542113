using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PastaGen.Generator.Tests.Incremental;

/// <summary>The walk that every snapshot test relies on finds what it is meant to find, however deep it is planted.</summary>
public sealed class ObjectGraphTests
{
    private static readonly CSharpCompilation Compilation = Toolchain.Compile([("File.cs", "namespace N; class C;")]);
    private static readonly INamedTypeSymbol Symbol = Compilation.GetTypeByMetadataName("N.C")!;

    [Fact]
    public void A_symbol_inside_an_array_of_records_is_found_with_its_path() =>
        Assert.Equal("Holder.<Held>k__BackingField.array[1].<Held>k__BackingField is a ISymbol",
            ObjectGraph.FindCompilerObject(new Holder(ImmutableArray.Create<object?>("text", new Holder(Symbol)))));

    [Fact]
    public void Each_kind_of_compiler_object_is_found_by_assignability()
    {
        var tree = Compilation.SyntaxTrees[0];
        object[] planted =
        [
            Symbol, tree, tree.GetRoot(), Compilation, Compilation.GetSemanticModel(tree), Symbol.Locations[0], tree.GetRoot().GetFirstToken(),
            Diagnostic.Create("ID", "category", "message", DiagnosticSeverity.Error, DiagnosticSeverity.Error, true, 0, location: Symbol.Locations[0]),
        ];
        Assert.All(planted, value => Assert.NotNull(ObjectGraph.FindCompilerObject(new Holder(new Dictionary<string, object> { ["key"] = value }))));
    }

    [Fact]
    public void A_symbol_in_a_struct_inside_a_lazy_list_is_found() =>
        Assert.NotNull(ObjectGraph.FindCompilerObject(new Holder(new List<(int, object)> { (1, Symbol) })));

    [Fact]
    public void Values_that_hold_texts_and_numbers_alone_pass_even_in_circles()
    {
        var circle = new List<object> { "text", 1, 2.5, StringComparison.Ordinal };
        circle.Add(circle);
        Assert.Null(ObjectGraph.FindCompilerObject(new Holder(circle)));
    }

    private sealed record Holder(object? Held);
}
