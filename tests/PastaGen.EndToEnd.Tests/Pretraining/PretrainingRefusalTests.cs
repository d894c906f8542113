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
            small.Options with { Tokenizer = Path.Combine(small["first"], "backbone"), Config = small.Write("c.json", SmallPretraining.Modernbert.Replace("{", "{\"vocab_size\": 77, ", StringComparison.Ordinal)) },
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
    public void Tokenizers_without_a_mask_and_models_without_words_are_refused()
    {
        Directory.CreateDirectory(small["t"]);
        File.WriteAllText(Path.Combine(small["t"], "vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nb\n");
        Refused(small.Options with { Tokenizer = small["t"] }, "mask");
        Assert.Contains("masked-lm", Assert.Throws<BadInputException>(() => new Pretrainer(ModernbertFull.Definition, small.Options)).Message, StringComparison.Ordinal);
    }

    private void Refused(PretrainingOptions options, string part)
    {
        Assert.Contains(part, Assert.Throws<BadInputException>(() => small.Run(options, "refused")).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(small["refused"]));
    }
}
