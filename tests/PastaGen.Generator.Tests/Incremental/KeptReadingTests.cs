using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PastaGen.Generator.Reading;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Tests.Incremental;

/// <summary>
/// What is read of an architecture is kept over edits that cannot change it, and over no other: each edit here is read twice, once after what came
/// before it and once by itself.
/// </summary>
public sealed class KeptReadingTests
{
    private static readonly (string Path, string Text)[] Files =
    [
        SourceFiles.Usings, SourceFiles.Published("Bert.cs"),
        ("Own.cs", """
            using PastaGen;
            using Sample.Facts;
            using TorchSharp.Modules;

            namespace Sample;

            [Architecture(Names.Type, Prefix = Short.Prefix)]
            [Requires("mode", Mode.On)]
            [ConfigKey(ConfigSetting.HiddenSize, Elsewhere.Key)]
            [PastaGen.SequenceHead("classifier", HeadInput.FirstPosition)]
            public partial interface IOwn : IFamily
            {
                [Block("own")] new IFamily.ITop Pooler { get; }
            }
            """),
        ("Family.cs", """
            using PastaGen;
            using TorchSharp.Modules;

            namespace Sample;

            public interface IFamily : PastaGen.Models.IBert
            {
                [Pooler(Activation.Tanh)]
                interface ITop
                {
                    [Weights(Role.Output, "dense")] Linear Output { get; }
                }
            }
            """),
        ("Names.cs", "namespace Sample.Facts; public static class Names { public const string Type = Words.Own; }"),
        ("Words.cs", "namespace Sample.Facts; public static class Words { public const string Own = \"own\"; }"),
        ("Others.cs", "namespace Sample.Rest; public static class Names { public const string Type = \"other\"; }"),
        ("Mode.cs", "namespace Sample; public enum Mode { Off, On }"),
        ("Shorts.cs", "global using Short = Sample.Prefixes; namespace Sample; public static class Prefixes { public const string Prefix = \"own.\"; }"),
        ("Longs.cs", "namespace Sample; public static class LongPrefixes { public const string Prefix = \"longer.\"; }"),
        ("Apart.cs", "namespace Sample; public static class Apart { public static int Count() => 1; }"),
        ("Model.cs", "using PastaGen; namespace Sample; [Model<IOwn>, Pasta, SequenceClassification] public sealed partial class Review;"),
    ];

    private readonly CSharpCompilation before = Toolchain.Compile(Files, Elsewhere("hidden_size"));

    [Theory]
    [InlineData("Own.cs", "using Sample.Facts;", "using Sample.Rest;")]
    [InlineData("Own.cs", "\"classifier\"", "\"score\"")]
    [InlineData("Names.cs", "Words.Own", "\"another\"")]
    [InlineData("Words.cs", "\"own\"", "\"owned\"")]
    [InlineData("Family.cs", "\"dense\"", "\"thick\"")]
    [InlineData("Family.cs", "Activation.Tanh", "Activation.Relu")]
    [InlineData("Mode.cs", "On", "Always, On = Always")]
    [InlineData("Shorts.cs", "\"own.\"", "\"mine.\"")]
    [InlineData("Shorts.cs", "Sample.Prefixes", "Sample.LongPrefixes")]
    [InlineData("Bert.cs", "\"self.query\"", "\"self.q\"")]
    [InlineData("Apart.cs", "class Apart", "class Words { public const string Own = \"nearer\"; } public static class Names { public const string Type = Words.Own; } static class Apart")]
    [InlineData("Apart.cs", "public static class Apart", "[System.AttributeUsage(System.AttributeTargets.All)] sealed class BlockAttribute(string path) : System.Attribute { public string Path => path; } static class Apart")]
    [InlineData("Apart.cs", "public static class Apart", "public partial interface IOwn { [PastaGen.Weights(\"x\")] TorchSharp.Modules.Linear More { get; } } static class Apart")]
    [InlineData("Apart.cs", "Sample;", "Sample.PastaGen;")]
    [InlineData("Shorts.cs", "global using", "global using PastaGen.Models; global using")]
    public void An_edit_that_may_matter_is_read_anew(string path, string text, string another)
    {
        var kept = Read(before);
        var edited = before.Edit(path, text, another);

        Assert.NotSame(kept, Read(edited));
        Assert.Equal(Read(edited.Anew()), Read(edited));

        Assert.Equal(kept, Read(before));
    }

    [Fact]
    public void What_is_read_anew_is_something_else()
    {
        var edits = typeof(KeptReadingTests).GetMethod(nameof(An_edit_that_may_matter_is_read_anew))!.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => ((IEnumerable<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!).Select(each => (string)each.Value!).ToArray());
        var equal = edits.Where(edit => Read(before.Edit(edit[0], edit[1], edit[2])).Equals(Read(before)));

        // Another namespace to look in finds nothing here; it could.
        Assert.Equal(["global using"], equal.Select(edit => edit[1]));
    }

    [Theory]
    [InlineData("Apart.cs", "=> 1", "=> 2")]
    [InlineData("Apart.cs", "Apart", "Further")]
    [InlineData("Apart.cs", "public static class", "// moved\npublic sealed class ApartAttribute : System.Attribute;\npublic static class")]
    [InlineData("Model.cs", "Pasta", "HeadOnly")]
    [InlineData("Others.cs", "\"other\"", "\"something\"", true)]
    public void An_edit_of_what_no_name_reaches_costs_nothing(string path, string text, string another, bool isReached = false)
    {
        var kept = Read(before);
        var edited = before.Edit(path, text, another);
        Assert.Equal(kept, Read(edited.Anew()));

        // A type of a name that is named counts as reached, whichever namespace it is in.
        if (isReached) Assert.NotSame(kept, Read(edited));
        else Assert.Same(kept, Read(edited));
    }

    [Fact]
    public void A_file_that_appears_or_goes_costs_nothing_where_no_name_reaches_it()
    {
        var kept = Read(before);
        var more = before.AddSyntaxTrees(Toolchain.Parse("More.cs", "namespace Sample; class More;"));
        Assert.Same(kept, Read(more));
        Assert.Same(kept, Read(more.RemoveSyntaxTrees(more.SyntaxTrees[^1])));
        Assert.Same(kept, Read(more.RemoveSyntaxTrees(more.SyntaxTrees.Single(tree => tree.FilePath == "Apart.cs"))));
    }

    [Fact]
    public void A_type_that_was_missing_is_found_when_it_appears()
    {
        var without = before.RemoveSyntaxTrees(before.SyntaxTrees.Single(tree => tree.FilePath == "Words.cs"));
        Assert.Null(Read(without).ModelType);
        Assert.Equal("own", Read(without.AddSyntaxTrees(Toolchain.Parse("Words.cs", Files.Single(file => file.Path == "Words.cs").Text))).ModelType);
    }

    [Fact]
    public void Another_build_of_a_reference_is_read_anew()
    {
        Assert.Equal("hidden_size", Key(before));
        Assert.Equal("width", Key(before.ReplaceReference(before.References.Last(), Elsewhere("width"))));

        static string Key(CSharpCompilation project) => Assert.Single(Read(project).Config.Keys).Key;
    }

    [Fact]
    public void A_data_flow_in_the_project_is_read_anew_where_it_or_what_it_derives_from_changes()
    {
        (string Path, string Text)[] files = [SourceFiles.Usings, .. SourceFiles.OfProject("tests/PastaGen.UserArchitecture", except: "")];
        var project = Toolchain.Compile(files);
        var kept = Read(project, "PastaGen.UserArchitecture.IMill");
        foreach (var (path, text) in files.Where(file => file.Text.Contains("[Flow(", StringComparison.Ordinal)))
        {
            var edited = project.Edit(path, "[Flow(\"", "[Flow(\"now it ");
            Assert.NotEqual(kept, Read(edited, "PastaGen.UserArchitecture.IMill"));
        }
    }

    [Fact]
    public void An_interface_with_type_arguments_is_read_by_them()
    {
        var project = Toolchain.Compile([SourceFiles.Usings, SourceFiles.Published("Bert.cs"), ("Own.cs", """
            using PastaGen; using PastaGen.Models;
            public interface IOf<T> : IArchitecture { [Block("part")] T Part { get; } }
            public interface IUser { IOf<IBert.IPooler> Pooler { get; } IOf<IBert.IFeedForward> FeedForward { get; } }
            """)]);
        var kinds = project.GetTypeByMetadataName("IUser")!.GetMembers().OfType<IPropertySymbol>()
            .Select(property => ArchitectureReader.Read((INamedTypeSymbol)property.Type, CancellationToken.None).Members[0].Block!.Kind!.Name);
        Assert.Equal(["Pooler", "FeedForward"], kinds);
    }

    [Fact]
    public void The_project_is_forgotten_though_what_was_read_is_kept()
    {
        var project = ReadAndForget();
        project.AssertForgotten();
        GC.KeepAlive(before);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ReadAndForget()
    {
        var edited = before.AddSyntaxTrees(Toolchain.Parse("More.cs", "class More;"));
        Assert.Same(Read(before), Read(edited));
        return new(edited);
    }

    private static ArchitectureSpec Read(CSharpCompilation project, string name = "Sample.IOwn") =>
        ArchitectureReader.Read(project.GetTypeByMetadataName(name)!, CancellationToken.None);

    private static MetadataReference Elsewhere(string key) =>
        Toolchain.Compile("Elsewhere", [("Elsewhere.cs", $"public static class Elsewhere {{ public const string Key = \"{key}\"; }}")]).ToMetadata();
}
