namespace PastaGen.Generator.Tests.Incremental;

/// <summary>Which steps an edit costs, and which files it emits anew.</summary>
public sealed class StepReasonTests
{
    private static readonly ConfigFile Config = new("/project/tiny/config.json", """
        {
          "model_type": "bert", "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64,
          "vocab_size": 100, "max_position_embeddings": 16, "type_vocab_size": 2, "hidden_act": "gelu"
        }
        """);

    private static readonly GeneratorRun First = GeneratorRun.Of(
        Toolchain.Compile([
            .. SourceFiles.Declarations("""
                public enum Mood { Bad, Good }

                [Model<IBert>, Pasta, SequenceClassification<Mood>]
                public sealed partial class Review;
                """),
            ("Other.cs", """
                using PastaGen;
                using PastaGen.Models;

                namespace Sample;

                [Model<IBert>(Config = "tiny/config.json"), HeadOnly, SequenceClassification]
                public sealed partial class Topic;
                """),
        ]),
        Config,
        new ConfigFile("/project/other/settings.json", "{}"));

    [Fact]
    public void Every_step_runs_the_first_time() => Expect(First, StepReasons.First, [.. First.Files.Select(file => file.HintName)], before: null);

    [Fact]
    public void An_unrelated_file_costs_nothing() => Expect(
        First.After(First.Declarations.AddSyntaxTrees(Toolchain.Parse("Unrelated.cs", "class Unrelated;"))), StepReasons.UnrelatedEdit, []);

    [Fact]
    public void An_unrelated_file_costs_no_published_model_anything()
    {
        // Between them they have flows from metadata and from their own blocks, every kind of head, and keys of config.json.
        var published = GeneratorRun.Of([SourceFiles.Usings, .. SourceFiles.OfProject("models/PastaGen.Models", except: "")]);
        EmittedCode.ReportsNothing(published);
        Caching.KeepsAllAfterAnUnrelatedEdit(published);
        var next = published.After(published.Declarations.AddSyntaxTrees(Toolchain.Parse("Unrelated.cs", "class Unrelated;")));
        Assert.Equal(StepReasons.UnrelatedEdit, StepReasons.Of(next));
    }

    [Fact]
    public void A_comment_in_the_models_file_costs_one_reading() => Expect(
        First.AfterEditOf("Model.cs", text => "// moved down by a line\n" + text), StepReasons.CommentEdit, []);

    [Fact]
    public void A_new_label_emits_the_model_and_its_plan() => Expect(
        First.AfterEditOf("Model.cs", text => text.Replace("Good }", "Good, Mixed }", StringComparison.Ordinal)), StepReasons.ModelEdit,
        ["Sample.Review/Plan.g.cs"]);

    [Fact]
    public void Another_head_emits_the_face_and_the_plan() => Expect(
        First.AfterEditOf("Model.cs", text => text.Replace("<Mood>]", "]", StringComparison.Ordinal)), StepReasons.ModelEdit,
        ["Sample.Review/Model.g.cs", "Sample.Review/Plan.g.cs"]);

    [Fact]
    public void Another_checkpoint_name_emits_loader_delta_and_plan_of_every_model() => Expect(
        First.AfterEditOf("Bert.cs", text => text.Replace("\"self.key\"", "\"self.keys\"", StringComparison.Ordinal)), StepReasons.ArchitectureEdit,
        ["Sample.Review/Backbone.g.cs", "Sample.Review/Plan.g.cs", "Sample.Topic/Backbone.g.cs", "Sample.Topic/Plan.g.cs"]);

    [Fact]
    public void Another_size_in_a_file_emits_what_states_sizes() => Expect(
        First.After(Config, new ConfigFile(Config.Path, Config.GetText()!.ToString().Replace("\"vocab_size\": 100", "\"vocab_size\": 101", StringComparison.Ordinal))),
        StepReasons.ConfigEdit, ["Sample.Topic/Model.g.cs", "Sample.Topic/Plan.g.cs"]);

    [Fact]
    public void A_file_that_no_model_names_costs_nothing() => Expect(
        First.After(First.Configs[1], new ConfigFile(First.Configs[1].Path, "{ \"a\": 1 }")), StepReasons.ForeignFileEdit, []);

    private static void Expect(GeneratorRun run, StepReasons reasons, string[] emittedAnew) => Expect(run, reasons, emittedAnew, First);

    private static void Expect(GeneratorRun run, StepReasons reasons, string[] emittedAnew, GeneratorRun? before)
    {
        EmittedCode.ReportsNothing(run);
        Assert.Equal(reasons, StepReasons.Of(run));
        if (before is not null) Assert.Equal(emittedAnew.Order(StringComparer.Ordinal), Caching.EmittedAnew(before, run).Order(StringComparer.Ordinal));
    }
}
