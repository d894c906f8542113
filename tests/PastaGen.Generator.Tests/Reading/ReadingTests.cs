using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Tests.Reading;

/// <summary>Declarations are found and read wherever they stand: in source, in a referenced assembly, behind an inherited attribute.</summary>
public sealed class ReadingTests
{
    private static readonly (string, string)[] Architecture = [SourceFiles.Usings, SourceFiles.Published("Bert.cs"), SourceFiles.Published("BertSize.cs")];

    [Fact]
    public void An_architecture_reads_the_same_from_metadata_as_from_source()
    {
        var source = Toolchain.Compile("Declarations", Architecture);
        var user = Toolchain.Compile("User", [SourceFiles.Usings], source.ToMetadata());

        var (fromSource, fromMetadata) = (Symbol(source, "PastaGen.Models.IBert"), Symbol(user, "PastaGen.Models.IBert"));

        Assert.NotEmpty(fromSource.DeclaringSyntaxReferences);
        Assert.Empty(fromMetadata.DeclaringSyntaxReferences);
        Assert.Equal(ArchitectureReader.Read(fromSource, CancellationToken.None), ArchitectureReader.Read(fromMetadata, CancellationToken.None));
    }

    [Fact]
    public void A_model_reads_the_same_whether_its_architecture_stands_in_source_or_in_metadata()
    {
        const string Declaration = "using PastaGen; using PastaGen.Models; [Model<IBert>(Size = BertSize.LargeCased), Pasta(Occurrences = 3), SequenceClassification] partial class Review;";
        var together = Toolchain.Compile([.. Architecture, ("Model.cs", Declaration)]);
        var apart = Toolchain.Compile([SourceFiles.Usings, ("Model.cs", Declaration)], Toolchain.Compile("Declarations", Architecture).ToMetadata());
        Assert.Equal(Read(together, "Review"), Read(apart, "Review"));
    }

    [Fact]
    public void Text_that_only_looks_different_reads_the_same()
    {
        var plain = SourceFiles.Model("[Pasta(Occurrences = 2)]");
        var other = SourceFiles.Model("// another text\n\n[PastaGen.PastaAttribute( Occurrences=1+1 )]").Change("-[Block(\"pooler\")]\n+[Block  ( \"poo\" + \"ler\" )]");
        Assert.Equal(Read(Toolchain.Compile(plain), "Sample.Model"), Read(Toolchain.Compile(other), "Sample.Model"));
    }

    [Theory]
    [InlineData("[Pasta(Occurrences = 3)]", null)]
    [InlineData("[Pasta]", "-[Block(\"pooler\")]\n+[Block(\"top\")]")]
    [InlineData("[Pasta]", "-[SelfAttention(NormPlacement.Post)]\n+[SelfAttention(NormPlacement.Pre)]")]
    [InlineData("[Pasta]", "-[Weights(Role.Query, \"self.query\")]\n+[Weights(Role.Query, \"self.query\"), Frozen]")]
    public void A_difference_that_matters_reads_differently(string attributes, string? change)
    {
        var plain = SourceFiles.Model("[Pasta]");
        var other = SourceFiles.Model(attributes);
        if (change is not null) other = other.Change(change);
        Assert.NotEqual(Read(Toolchain.Compile(plain), "Sample.Model"), Read(Toolchain.Compile(other), "Sample.Model"));
    }

    [Theory]
    [InlineData("N.Plain")]
    [InlineData("N.Plain+Nested")]
    [InlineData("N.Plain+Nested+event")]
    [InlineData("N.Plain+Nested+record")]
    [InlineData("N.Plain+Of`1+Deep")]
    [InlineData("N.class+Nested")]
    public void A_type_is_spelled_as_the_C_sharp_compiler_spells_it(string name)
    {
        var compilation = Toolchain.Compile([("Types.cs", """
            namespace N;
            public class Plain
            {
                public class Nested { public interface @event; public class @record; }
                public class Of<T> { public class Deep; }
            }
            public class @class { public class Nested; }
            """)]);
        var type = Symbol(compilation, name);
        Assert.Equal(new(type.Name, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), name), type.ToSpec());
    }

    [Fact]
    public void An_adaptation_is_found_behind_two_levels_of_inheritance()
    {
        var compilation = Toolchain.Compile(SourceFiles.Declarations("""
            public abstract class VectorsAttribute<T> : AdaptationAttribute<T> where T : class
            {
                [Open(2)]
                public int Occurrences { get; init; }
            }

            public sealed class OursAttribute : VectorsAttribute<SpecialTokenVectors>;

            [Model<IBert>, Ours(Occurrences = 5), SequenceClassification]
            public sealed partial class Review;
            """));
        var adaptation = Assert.Single(Read(compilation, "Sample.Review")!.Adaptations);
        Assert.Equal(("Ours", "pasta", "Occurrences"), (adaptation.Name, adaptation.Id, adaptation.Settings[0].Name));
        Assert.Equal("5", adaptation.Settings[0].Value?.Text);
    }

    [Fact]
    public void A_class_without_the_model_attribute_is_no_model() =>
        Assert.Null(Read(Toolchain.Compile(SourceFiles.Declarations("[Pasta, SequenceClassification] public sealed partial class Review;")), "Sample.Review"));

    private static ModelSpec? Read(Compilation compilation, string name) => ModelReader.Read(Symbol(compilation, name), CancellationToken.None);

    private static INamedTypeSymbol Symbol(Compilation compilation, string name) => compilation.GetTypeByMetadataName(name)!;
}
