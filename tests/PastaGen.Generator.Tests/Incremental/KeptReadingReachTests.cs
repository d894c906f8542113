using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PastaGen.Generator.Reading;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Tests.Incremental;

/// <summary>What is read of an architecture is read anew whichever way it reaches what changes, and is kept for what a generator is given and for what analyzers see side by side.</summary>
public sealed class KeptReadingReachTests
{
    private static readonly (string Path, string Text)[] Files =
    [
        SourceFiles.Usings, SourceFiles.Published("Bert.cs"),
        ("Own.cs", """
            extern alias far;
            using PastaGen;
            using static Sample.Holder;
            using Boxed = Sample.Box<Sample.Part>;

            namespace Sample;

            public partial class Outer
            {
                [Architecture(Inner.Type, Prefix = Boxed.Text + Chosen + @Loos\u0065.Text)]
                [ConfigKey(ConfigSetting.HiddenSize, far::Far.Key)]
                public interface IOwn : Shapes.IFamily;
            }
            """),
        ("Outer.cs", "namespace Sample; public partial class Outer : Root;"),
        ("Root.cs", "namespace Sample; public class Root { protected const string Chosen = \"root.\"; } public class OtherRoot { protected const string Chosen = \"other.\"; }"),
        ("Holder.cs", "namespace Sample; public static class Holder { public static class Inner { public const string Type = \"own\"; } }"),
        ("Box.cs", "namespace Sample; public class Part; public class Box<T> { public const string Text = \"box.\"; }"),
        ("Loose.cs", """
            public static class Loose
            {
            #if LONG
                public const string Text = "long.";
            #else
                public const string Text = "loose.";
            #endif
            }
            """),
        ("Shapes.cs", "namespace Sample; public static partial class Shapes { [PastaGen.SequenceHead(\"first\", PastaGen.HeadInput.FirstPosition)] public interface IFamily : PastaGen.Models.IBert; }"),
        ("Apart.cs", "namespace Sample; class Apart { public static int Count() => 1; }"),
    ];

    private readonly CSharpCompilation before = Toolchain.Compile(Files, Far("hidden_size"));

    [Fact]
    public void Every_way_leads_to_what_it_names()
    {
        var read = Read(before);
        Assert.Equal(("own", "box.root.loose.", "hidden_size"), (read.ModelType, read.Prefix, Assert.Single(read.Config.Keys).Key));
    }

    [Theory]
    [InlineData("Holder.cs", "\"own\"", "\"held\"")]
    [InlineData("Root.cs", "\"root.\"", "\"r.\"")]
    [InlineData("Outer.cs", ": Root", ": OtherRoot")]
    [InlineData("Box.cs", "\"box.\"", "\"b.\"")]
    [InlineData("Loose.cs", "\"loose.\"", "\"l.\"")]
    [InlineData("Shapes.cs", "\"first\"", "\"second\"")]
    [InlineData("Apart.cs", "class Apart", "static class Loose { public const string Text = \"nearer.\"; } class Apart")]
    [InlineData("Apart.cs", "class Apart", "static class Inner { public const string Type = \"nearer\"; } class Apart")]
    [InlineData("Apart.cs", "class Apart", "partial class Outer { static class Inner { public const string Type = \"nearest\"; } } class Apart")]
    [InlineData("Apart.cs", "class Apart", "class PastaGen; class Apart")]
    [InlineData("Apart.cs", "namespace Sample;", "namespace Sample.Loose;")]
    public void An_edit_of_what_is_reached_is_read_anew(string path, string text, string another)
    {
        var kept = Read(before);
        var edited = before.Edit(path, text, another);
        Assert.NotEqual(kept, Read(edited));
        Assert.Equal(Read(edited.Anew()), Read(edited));
    }

    [Fact]
    public void Another_symbol_of_the_preprocessor_is_read_anew()
    {
        Assert.Equal("box.root.loose.", Read(before).Prefix);
        Assert.Equal("box.root.long.", Read(before.Anew(Toolchain.ParseOptions.WithPreprocessorSymbols("LONG"))).Prefix);
    }

    [Fact]
    public void Another_assembly_behind_an_alias_other_options_and_another_name_are_read_anew()
    {
        var kept = Read(before);
        Assert.Equal("width", Assert.Single(Read(before.ReplaceReference(before.References.Last(), Far("width"))).Config.Keys).Key);
        Assert.NotSame(kept, Read(before.WithOptions(before.Options.WithOverflowChecks(true))));
        Assert.NotSame(kept, Read(before.WithAssemblyName("Another")));
    }

    [Fact]
    public void The_project_with_what_was_generated_and_that_without_are_kept_side_by_side()
    {
        var made = Toolchain.Parse("Made.cs", "namespace Sample.Made; class Review;");
        var (kept, keptWithMade) = (Read(before), Read(before.AddSyntaxTrees(made)));
        for (var count = 2; count < 5; count++)
        {
            var edited = before.Edit("Apart.cs", "=> 1", $"=> {count}");
            Assert.Same(kept, Read(edited));
            Assert.Same(keptWithMade, Read(edited.AddSyntaxTrees(made)));
        }
    }

    [Fact]
    public void Another_project_that_is_referenced_is_forgotten_though_what_was_read_is_kept()
    {
        var referenced = ReadWithAnotherProject();
        referenced.AssertForgotten();
        GC.KeepAlive(before);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ReadWithAnotherProject()
    {
        var referenced = Toolchain.Compile("Referenced", [("Referenced.cs", "public class Referenced;")]);
        var project = before.AddReferences(referenced.ToMetadataReference());
        Assert.Same(Read(project), Read(project.AddSyntaxTrees(Toolchain.Parse("More.cs", "class More;"))));
        return new(referenced);
    }

    private static ArchitectureSpec Read(CSharpCompilation project) => ArchitectureReader.Read(project.GetTypeByMetadataName("Sample.Outer+IOwn")!, CancellationToken.None);

    private static MetadataReference Far(string key) =>
        Toolchain.Compile("Far", [("Far.cs", $"public static class Far {{ public const string Key = \"{key}\"; }}")]).ToMetadata().WithAliases(["far"]);
}
