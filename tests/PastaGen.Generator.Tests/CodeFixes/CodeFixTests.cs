using Microsoft.CodeAnalysis.CodeFixes;
using PastaGen.CodeFixes;

namespace PastaGen.Generator.Tests.CodeFixes;

/// <summary>A light bulb changes exactly what is wrong, and leaves every other character as it was.</summary>
public sealed class CodeFixTests
{
    [Theory]
    [InlineData("public sealed class Review;", "public sealed partial class Review;")]
    [InlineData("class Review;", "partial class Review;")]
    public Task A_model_becomes_partial(string before, string after) => Mends(
        new MakePartialCodeFix(), "PASTA010", "Make partial",
        "/// <summary>A model.</summary>\n[Model<IBert>, Pasta, SequenceClassification]\n" + before,
        "/// <summary>A model.</summary>\n[Model<IBert>, Pasta, SequenceClassification]\n" + after);

    [Fact]
    public Task Every_type_around_a_model_becomes_partial_with_it() => Mends(
        new MakePartialCodeFix(), "PASTA010", "Make partial",
        """
        public static class Outer
        {
            // The middle one is partial already.
            partial record struct Middle
            {
                [Model<IBert>, Pasta, SequenceClassification]
                public sealed class Review;
            }
        }
        """,
        """
        public static partial class Outer
        {
            // The middle one is partial already.
            partial record struct Middle
            {
                [Model<IBert>, Pasta, SequenceClassification]
                public sealed partial class Review;
            }
        }
        """, inmost: true);

    [Theory]
    [InlineData("\"Qery\"", "nameof(IBert.IAttention.Query)")]
    [InlineData("nameof(IBert.IAttention.Key), \"output\"", "nameof(IBert.IAttention.Key), nameof(IBert.IAttention.Output)")]
    [InlineData("[\"Vale\", /* and */ nameof(IBert.IAttention.Key)]", "[nameof(IBert.IAttention.Value), /* and */ nameof(IBert.IAttention.Key)]")]
    public async Task An_unknown_member_becomes_the_nearest_one(string before, string after)
    {
        var (title, text) = await Fixes.ApplyAsync(new UseNearestNameCodeFix(), SourceFiles.Model($"[HeadOnly]\n[Trained<IBert.IAttention>({before})]"), "PASTA003");
        Assert.Matches("^Use '(Query|Output|Value)'$", title);
        Assert.Equal(SourceFiles.Model($"[HeadOnly]\n[Trained<IBert.IAttention>({after})]")[^1].Text, text);
    }

    [Theory]
    [InlineData("PASTA007", "[Pasta]\n[HeadOnly] // for now", "[Pasta]\n// for now", "HeadOnly")]
    [InlineData("PASTA007", "[Pasta]\n[HeadOnly]", "[Pasta]", "HeadOnly")]
    [InlineData("PASTA007", "[Pasta, HeadOnly]", "[Pasta]", "HeadOnly")]
    [InlineData("PASTA004", "[HeadOnly]\n[Trained<IDisposable>]", "[HeadOnly]", "Trained<IDisposable>")]
    [InlineData("PASTA005", "[HeadOnly]\n[Trained<IBert.IPooler>(FirstLayer = 1)]", "[HeadOnly]", "Trained<IBert.IPooler>(FirstLayer = 1)")]
    [InlineData("PASTA006", "[HeadOnly]\n[Trained<IBert.IPooler>]\n[Frozen<IBert.IPooler>]", "[HeadOnly]\n[Trained<IBert.IPooler>]", "Frozen<IBert.IPooler>")]
    [InlineData("PASTA037", "[Trained<IBert.IPooler>,\n FullFineTuning]", "[FullFineTuning]", "Trained<IBert.IPooler>")]
    public Task An_attribute_that_clashes_or_does_nothing_goes(string id, string before, string after, string removed) => Mends(
        new RemoveCodeFix(), id, $"Remove '{removed}'",
        $"/// <summary>A model.</summary>\n[Model<IBert>]\n{before}\n[SequenceClassification]\npublic sealed partial class Review;",
        $"/// <summary>A model.</summary>\n[Model<IBert>]\n{after}\n[SequenceClassification]\npublic sealed partial class Review;");

    [Fact]
    public Task A_method_beside_features_goes() => Mends(
        new RemoveCodeFix(), "PASTA053", "Remove 'HeadOnly'",
        "[Model<IBert>]\n[HeadOnly]\n[FeatureExtraction(Pooling.Mean)]\npublic sealed partial class Review;",
        "[Model<IBert>]\n[FeatureExtraction(Pooling.Mean)]\npublic sealed partial class Review;");

    [Theory]
    [InlineData("Size = BertSize.BaseCased, Config = \"config.json\"", "Size = BertSize.BaseCased")]
    [InlineData("Config = \"config.json\", Size = BertSize.BaseCased", "Size = BertSize.BaseCased")]
    public Task One_of_two_sources_of_sizes_goes(string before, string after) => Mends(
        new RemoveCodeFix(), "PASTA015", "Remove 'Config = \"config.json\"'",
        $"[Model<IBert>({before})]\n[Pasta]\n[SequenceClassification]\npublic sealed partial class Review;",
        $"[Model<IBert>({after})]\n[Pasta]\n[SequenceClassification]\npublic sealed partial class Review;");

    [Fact]
    public async Task An_annotation_of_an_architecture_goes()
    {
        var files = SourceFiles.Model("[Pasta]").Change("-[Weights(Role.Key, \"self.key\")]\n+[Weights(Role.Key, \"self.key\"), Frozen, Trained]");
        var (title, text) = await Fixes.ApplyAsync(new RemoveCodeFix(), files, "PASTA036");
        Assert.Equal("Remove 'Trained'", title);
        Assert.Contains("[Weights(Role.Key, \"self.key\"), Frozen] Linear Key { get; }", text, StringComparison.Ordinal);
    }

    private static async Task Mends(CodeFixProvider provider, string id, string title, string before, string after, bool inmost = false)
    {
        var (offered, text) = await Fixes.ApplyAsync(provider, SourceFiles.Declarations(before), id, inmost);
        Assert.Equal(title, offered);
        Assert.Equal(SourceFiles.Declarations(after)[^1].Text, text);
    }
}
