using PastaGen.Models;
using PastaGen.Text;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests.Pretraining;

public sealed class PretrainingRefusalTests : IDisposable
{
    private readonly SmallPretraining small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void Texts_that_hold_nothing_or_are_not_there_are_refused()
    {
        var empty = small.Write("empty.txt", " \n\n");
        Refused(small.Options with { Text = [empty] }, "empty.txt");
        Refused(small.Options with { HeldOut = [empty] }, $"empty.txt");
        Refused(small.Options with { HeldOut = [small["nowhere.txt"]] }, "nowhere.txt");
        Refused(small.Options with { Text = [small.Write("one.txt", "a")] }, "one.txt");
    }

    [Fact]
    public void Configs_of_others_are_refused()
    {
        Refused(small.Options with { Config = small.Write("c.json", SmallPretraining.Bert) }, "says model_type \"bert\", but ModernbertMaskedLmFull is of \"modernbert\"");
        Refused(small.Options with { Config = small["none.json"] }, "none.json");
        Refused(small.Options with { Config = small.Write("c.json", SmallPretraining.Modernbert.Replace("\"hidden_size\": 32", "\"hidden_size\": 33", StringComparison.Ordinal)) }, "num_attention_heads");
        Refused(small.Options with { Config = small.Write("c.json", SmallPretraining.Modernbert.Replace("{", "{\"tie_word_embeddings\": false, ", StringComparison.Ordinal)) }, "tie_word_embeddings");
        small.Run(small.Options, "first");
        Refused(
            small.Options with { Tokenizer = Path.Combine(small["first"], "backbone"), VocabularySize = null, Config = small.Write("c.json", SmallPretraining.Modernbert.Replace("{", "{\"vocab_size\": 77, ", StringComparison.Ordinal)) },
            "says \"vocab_size\" 77, but the tokenizer has 120 words");
    }

    [Fact]
    public void Settings_that_contradict_each_other_are_refused()
    {
        Refused(small.Options with { Config = null }, "expected --config");
        Refused(small.Options with { Backbone = small["b"] }, "expected one of the two");
        Refused(small.Options with { MaxSteps = null, MaxTime = TimeSpan.FromHours(1) }, "expected --epochs or --max-steps");
        Refused(small.Options with { Config = null, Backbone = small["b"], Tokenizer = small["t"] }, "leave out --tokenizer");
        Refused(small.Options with { MaskedShare = 0 }, "masked-share is 0");
        Refused(small.Options with { BatchTokens = 0 }, "batch-tokens is 0");
        Refused(small.Options with { Teacher = new Teacher(BertFeatures.Definition, small["none"]) }, "none");
    }

    [Fact]
    public void A_number_of_words_that_something_else_decides_is_refused_unless_it_is_the_same()
    {
        var stating = small.Write("stating.json", SmallPretraining.Modernbert.Replace("{", "{\"vocab_size\": 100, ", StringComparison.Ordinal));
        Refused(small.Options with { Config = stating }, $"vocabulary-size is 120, but {stating} says \"vocab_size\" 100; leave out one of the two");
        Assert.Equal(100, small.Run(small.Options with { Config = stating, VocabularySize = 100, MaxSteps = 1 }, "equal").VocabularySize);
        Assert.Equal(100, small.Run(small.Options with { Config = stating, VocabularySize = null, MaxSteps = 1 }, "stated").VocabularySize);

        var backbone = Path.Combine(small["equal"], "backbone");
        Refused(small.Options with { Config = null, Backbone = backbone }, $"vocabulary-size is 120, but {Path.Combine(backbone, "config.json")} says \"vocab_size\" 100");
        Refused(small.Options with { Tokenizer = backbone }, $"vocabulary-size is 120, but the tokenizer of {backbone} has 100 words; leave out one of the two");
        foreach (var options in (PretrainingOptions[])[small.Options with { Config = null, Backbone = backbone, VocabularySize = 100 }, small.Options with { Tokenizer = backbone, VocabularySize = 100 }])
            Assert.Equal(100, small.Run(options with { MaxSteps = 1, Fresh = true }, "same").VocabularySize);
    }

    [Fact]
    public void A_passage_that_no_update_has_room_for_is_refused() =>
        Refused(small.Options with { BatchTokens = 23 }, "batch-tokens is 23, less than one passage of 24 tokens may have");

    [Fact]
    public void Text_that_is_learned_from_and_judged_by_is_refused()
    {
        Refused(small.Options with { HeldOut = [small.Text] }, "text.txt: stands in --text and in --held-out");
        Refused(small.Options with { Text = [Path.GetDirectoryName(small.Text)!] }, "held-out.txt: stands in --text and in --held-out");
    }

    [Fact]
    public void Text_of_unknown_words_alone_is_refused()
    {
        var tokenizer = small.Vocabulary("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "x", "q");
        Refused(small.Options with { Tokenizer = tokenizer, VocabularySize = null }, "text.txt: the tokenizer knows none of its words");
        Refused(small.Options with { Tokenizer = tokenizer, VocabularySize = null, Text = [small.Write("known.txt", string.Join(' ', Enumerable.Repeat("q x", 40)))] }, "held-out.txt: the tokenizer knows none");
    }

    [Fact]
    public void A_run_that_would_write_over_the_backbone_that_it_reads_is_refused_and_leaves_it()
    {
        small.Run(small.Options, "run");
        var backbone = Path.Combine(small["run"], "backbone");
        var before = small.Results("run").Backbone;
        foreach (var options in (PretrainingOptions[])[
            small.Options with { Config = null, Backbone = backbone + "/", Fresh = true }, small.Options with { Teacher = new Teacher(ModernbertFeatures.Definition, backbone), Fresh = true }])
            Assert.Contains("is read by this run and would be written over by it", Assert.Throws<BadInputException>(() => small.Run(options, "run")).Message, StringComparison.Ordinal);
        Assert.Equal(before, small.Results("run").Backbone);
    }

    [Fact]
    public void Tokenizers_without_a_mask_and_models_without_words_are_refused()
    {
        Refused(small.Options with { Tokenizer = small.Vocabulary("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b"), VocabularySize = null }, "has no mask token");
        Assert.Contains("masked-lm", Assert.Throws<BadInputException>(() => new Pretrainer(ModernbertFull.Definition, small.Options)).Message, StringComparison.Ordinal);
    }

    private void Refused(PretrainingOptions options, string part)
    {
        Assert.Contains(part, Assert.Throws<BadInputException>(() => small.Run(options, "refused")).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(small["refused"]));
    }
}
