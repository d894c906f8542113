using System.Text.Json.Nodes;
using PastaGen.Models;
using PastaGen.Testing;
using PastaGen.Text;
using PastaGen.Text.Corpora;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests.Pretraining;

public sealed class PretrainingTests : IDisposable
{
    private readonly SmallPretraining small = new();

    public void Dispose() => small.Dispose();

    [Theory]
    [InlineData(nameof(ModernbertMaskedLmFull), SmallPretraining.Modernbert, 0.5)]
    [InlineData(nameof(BertMaskedLmFull), SmallPretraining.Bert, 0.2)]
    public void The_loss_of_held_out_words_falls(string model, string config, double least)
    {
        var report = small.Run(small.Options with { Config = small.Write("c.json", config), MaxSteps = 240, EvaluateEvery = RunLength.Updates(20) }, "run", model);
        var (first, last) = (report.Evaluations[0].Metrics, report.Evaluations[^1].Metrics);
        Assert.Equal(Enumerable.Range(1, 12).Select(evaluation => 20 * evaluation), report.Evaluations.Select(evaluation => evaluation.Step));
        Assert.True(last["loss"] < first["loss"] - least, $"{first["loss"]} to {last["loss"]}");
        Assert.True(last["accuracy"] > first["accuracy"], $"{first["accuracy"]} to {last["accuracy"]}");
        Assert.True(report.Evaluations[^1].Loss < report.Evaluations[0].Loss - least);
    }

    [Theory]
    [InlineData(TeacherPooling.Mean, SmallPretraining.Bert, nameof(BertMaskedLmFull))]
    [InlineData(TeacherPooling.FirstState, SmallPretraining.Bert, nameof(BertMaskedLmFull))]
    [InlineData(TeacherPooling.Tokens, SmallPretraining.Bert, nameof(BertMaskedLmFull))]
    [InlineData(TeacherPooling.Mean, SmallPretraining.Modernbert, nameof(ModernbertMaskedLmFull))]
    [InlineData(TeacherPooling.Tokens, SmallPretraining.Modernbert, nameof(ModernbertMaskedLmFull))]
    public void Held_out_figures_are_those_of_each_passage_computed_alone(TeacherPooling pooling, string kind, string teaches)
    {
        var teacher = small.Teacher(kind, teaches);
        var options = small.Options with { Config = small.Write("c.json", SmallPretraining.Bert), Teacher = teacher, TeacherPooling = pooling };
        var found = small.Run(options, "run", nameof(BertMaskedLmFull)).Evaluations[^1].Metrics;

        var backbone = Path.Combine(small["run"], "backbone");
        var text = TextEncoder.Load(backbone);
        var corpus = Corpus.Encode(PlainText.Read(options.HeldOut), text, options.MaxLength - 2);
        var masking = new TokenMasking(text, new MaskingOptions());
        using var state = SafetensorsFile.Open(Path.Combine(small["run"], "state.safetensors"));
        var projection = Numbers(state, "trained.teacher.projection.weight");   // [48, 32]
        var taught = TextEncoder.Load(teacher.Folder);
        using var weights = SafetensorsFile.Open(Path.Combine(teacher.Folder, "model.safetensors"));
        // Recorded states leave the last layer; behind it some encoders have a norm.
        var gain = weights.Contains("model.final_norm.weight") ? Numbers(weights, "model.final_norm.weight") : null;
        double losses = 0, cosines = 0;
        var (right, masked) = (0, 0);
        for (var passage = 0; passage < corpus.Passages.Count; passage++)
        {
            List<int> places = [], originals = [];
            var tokens = corpus.TokensOf(passage).ToArray();
            masking.Mask(tokens, corpus.WordStartsOf(passage), TokenMasking.SeedOf(options.Seed, -1, passage), tokens, places, originals);
            long[] ids = [2, .. tokens, 3], labels = [.. Enumerable.Repeat(-100L, ids.Length)];
            foreach (var (place, original) in places.Zip(originals)) labels[place + 1] = original;
            using var output = Compute(nameof(BertMaskedLmFull), backbone, ids, labels);
            losses += Numbers(output, "loss")[0] * places.Count;
            masked += places.Count;
            var scores = Numbers(output, "logits").Chunk(text.VocabularySize).ToArray();
            right += places.Zip(originals).Count(item => Array.IndexOf(scores[item.First + 1], scores[item.First + 1].Max()) == item.Second);
            var states = Numbers(output, "hidden_states.2").Chunk(32).ToArray();
            var read = taught.Encode(corpus.TextOf(passage));
            using var answer = Compute(teacher.Definition.Facts.Name, teacher.Folder, [.. read.Ids.Select(id => (long)id)], labels: null);
            var target = Numbers(answer, "hidden_states.2").Chunk(48).Select(state => gain is null ? state : Normed(state, gain)).ToArray();
            var compared = pooling switch
            {
                TeacherPooling.Mean => [(Mean(states), Mean(target))],
                TeacherPooling.FirstState => [(states[0], Mean(target))],
                _ => Pieces(text.Encode(corpus.TextOf(passage)), states, read, target).ToArray(),
            };
            cosines += compared.Average(pair => Cosine([.. projection.Chunk(32).Select(row => Product(row, pair.Item1))], pair.Item2));
        }
        Assert.Equal(losses / masked, found["loss"], 1e-4);
        Assert.Equal((double)right / masked, found["accuracy"], 1e-9);
        // Kept vectors are float16.
        Assert.Equal(cosines / corpus.Passages.Count, found["teacher_cosine"], pooling == TeacherPooling.Tokens ? 1e-4 : 1e-3);
    }

    private SafetensorsFile Compute(string model, string backbone, long[] ids, long[]? labels)
    {
        using (NewDisposeScope())
        {
            var tensors = new Dictionary<string, Tensor> { ["input_ids"] = tensor(ids, [1, ids.Length]) };
            if (labels is not null) tensors.Add("labels", tensor(labels, [1, ids.Length]));
            SafetensorsWriter.Write(small["in"], tensors);
        }
        ForwardRun.Execute(new ForwardRequest { Model = SmallPretraining.Model(model), Backbone = backbone, Input = small["in"], Output = small["out"] });
        return SafetensorsFile.Open(small["out"]);
    }

    // Tokens of both that overlap, and those that overlap them in turn, are a piece; so are both first and both last states.
    private static IEnumerable<(double[] Mine, double[] Theirs)> Pieces(Encoding mine, double[][] states, Encoding theirs, double[][] target)
    {
        yield return (states[0], target[0]);
        yield return (states[^1], target[^1]);
        var left = Enumerable.Range(1, mine.Length - 2).ToList();
        while (left.Count > 0)
        {
            HashSet<int> of = [left[0]], others = [];
            int before;
            do
            {
                before = of.Count + others.Count;
                bool Meet(int token, int other) => mine.Offsets[token].Start < theirs.Offsets[other].End && theirs.Offsets[other].Start < mine.Offsets[token].End;
                others.UnionWith(Enumerable.Range(1, theirs.Length - 2).Where(other => of.Any(token => Meet(token, other))));
                of.UnionWith(left.Where(token => others.Any(other => Meet(token, other))));
            }
            while (of.Count + others.Count > before);
            left.RemoveAll(of.Contains);
            yield return (Mean([.. of.Select(token => states[token])]), Mean([.. others.Select(token => target[token])]));
        }
    }

    private static double[] Normed(double[] state, double[] gain)
    {
        var mean = state.Average();
        var variance = state.Average(value => (value - mean) * (value - mean));
        return [.. state.Zip(gain, (value, weight) => weight * (value - mean) / Math.Sqrt(variance + 1e-5))];
    }

    private static double[] Mean(double[][] states) => [.. Enumerable.Range(0, states[0].Length).Select(i => states.Average(token => token[i]))];

    private static double Product(double[] one, double[] other) => one.Zip(other).Sum(pair => pair.First * pair.Second);

    private static double Cosine(double[] one, double[] other) => Product(one, other) / Math.Sqrt(Product(one, one) * Product(other, other));

    [Theory]
    [InlineData(TeacherPooling.Mean)]
    [InlineData(TeacherPooling.Tokens)]
    public void A_teacher_draws_the_states_towards_its_own(TeacherPooling pooling)
    {
        var report = small.Run(small.Options with { Teacher = small.Teacher(), TeacherPooling = pooling, MaxSteps = 60, EvaluateEvery = RunLength.Updates(10) }, "run");
        var cosines = report.Evaluations.Select(evaluation => evaluation.Metrics["teacher_cosine"]).ToArray();
        Assert.True(cosines[^1] > cosines[0] + 0.1, $"{cosines[0]} to {cosines[^1]}");
    }

    [Fact]
    public void A_passage_whose_tokens_its_text_alone_does_not_give_is_compared_with_nothing()
    {
        // The first two bytes of three are the passage, and no text.
        var text = small.Write("cut.txt", string.Concat(Enumerable.Repeat("日\n\nab ", 20)));
        var report = small.Run(
            small.Options with { Config = small.Write("c.json", SmallPretraining.Modernbert), Tokenizer = small.Bytes(), VocabularySize = null, Text = [text], MaxLength = 4, Teacher = small.Teacher(), TeacherPooling = TeacherPooling.Tokens },
            "run");
        Assert.Equal(6, report.Steps);
        Assert.All(report.Evaluations, evaluation => Assert.InRange(evaluation.Metrics["teacher_cosine"], -1, 1));
    }

    [Fact]
    public void The_rate_of_tokens_counts_the_teacher_s_time_as_the_time_left_does()
    {
        StepCompleted? last = null;
        var report = small.Run(
            small.Options with { Teacher = small.Teacher(), MaxSteps = null, Epochs = 1, EvaluateEvery = RunLength.Epochs(1) }, "run", progress: happened => last = happened as StepCompleted ?? last);
        Assert.Equal(report.SeenTokens / (double)report.Passages, last!.TokensPerSecond!.Value / last.RowsPerSecond, 1e-6);
    }

    [Fact]
    public void A_teacher_of_no_weight_changes_nothing()
    {
        small.Run(small.Options, "without");
        small.Run(small.Options with { Teacher = small.Teacher(), TeacherWeight = 0 }, "with");
        Assert.Equal(small.Results("without").Backbone, small.Results("with").Backbone);
    }

    [Fact]
    public void Every_epoch_masks_anew_and_takes_every_passage_once()
    {
        // At a rate of 0 two epochs over equal masks would have equal losses, as two evaluations have.
        var report = small.Run(small.Options with { MaxSteps = null, Epochs = 2, LearningRate = 0, EvaluateEvery = RunLength.Epochs(1) }, "run");
        Assert.Equal([1, 2], report.Evaluations.Select(evaluation => evaluation.Epoch));
        Assert.True(Math.Abs(report.Evaluations[0].Loss - report.Evaluations[1].Loss) > 1e-5);
        Assert.Equal(report.Evaluations[0].Metrics["loss"], report.Evaluations[1].Metrics["loss"]);
        Assert.Equal(2 * (report.Tokens + (2 * report.Passages)), report.SeenTokens);
    }

    [Fact]
    public void The_backbone_is_one_that_other_models_are_trained_on()
    {
        small.Run(small.Options with { Store = StoredType.Fp16 }, "run");
        using var folder = BackboneFolder.Open(Path.Combine(small["run"], "backbone"));
        using var classifier = BackboneLoader.Load(ModernbertFull.Definition, folder, new LoadOptions { Labels = ["good", "bad"] });
        using var filler = BackboneLoader.Load(ModernbertMaskedLmFull.Definition, folder);
        Assert.Equal(folder.Text.VocabularySize, filler.Model.Shape.LabelCount);
        Assert.All(folder.Weights.Entries, entry => Assert.Equal("F16", entry.Type.Name));
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "config.json")))!;
        Assert.Equal((120, 0, 2, 3, "float16"), ((int)config["vocab_size"]!, (int)config["pad_token_id"]!, (int)config["cls_token_id"]!, (int)config["sep_token_id"]!, (string)config["torch_dtype"]!));
    }

    [SharedDataTheory]
    [InlineData("modernbert-mlm", nameof(ModernbertMaskedLmFull))]
    [InlineData("bert-mlm", nameof(BertMaskedLmFull))]
    [InlineData("roberta-mlm", nameof(RobertaMaskedLmFull))]
    public void Names_and_shapes_are_those_of_the_python_library(string golden, string model)
    {
        var path = SharedData.Path("goldens", "models", golden);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(path, "config.json")))!.AsObject();
        var words = (int)config["vocab_size"]!;
        config.Remove("vocab_size");
        small.Run(small.Options with { Config = small.Write("c.json", config.ToJsonString()), MaxSteps = 1, VocabularySize = 120 }, "run", model);
        using var expected = SafetensorsFile.Open(Path.Combine(path, "model.safetensors"));
        using var found = SafetensorsFile.Open(Path.Combine(small["run"], "backbone", "model.safetensors"));
        string Shape(SafetensorsEntry entry) => $"{entry.Name} [{string.Join(", ", entry.Shape.Select(size => size == words ? 120 : size))}]";
        Assert.Equal(
            expected.Entries.Where(entry => !entry.Name.EndsWith("_ids", StringComparison.Ordinal)).Select(Shape).Order(StringComparer.Ordinal),
            // The recorded models have none, and ours have one for those who read it.
            found.Entries.Where(entry => !entry.Name.Contains("pooler", StringComparison.Ordinal)).Select(Shape).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Fresh_weights_are_drawn_from_the_configs_range_with_the_padding_row_zero()
    {
        // A rate of 0 leaves them as they were drawn.
        small.Run(small.Options with { LearningRate = 0, MaxSteps = 1, VocabularySize = 200 }, "run");
        using var file = SafetensorsFile.Open(Path.Combine(small["run"], "backbone", "model.safetensors"));
        foreach (var entry in file.Entries)
        {
            var values = Numbers(file, entry.Name);
            if (entry.Shape.Count == 1) Assert.All(values, value => Assert.Equal(entry.Name.EndsWith("bias", StringComparison.Ordinal) ? 0 : 1, value));
            else Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.045, 0.055);
        }
        var words = Numbers(file, "model.embeddings.tok_embeddings.weight");
        Assert.All(words[..32], value => Assert.Equal(0, value));
        Assert.DoesNotContain(0.0, words[32..]);
    }

    [Fact]
    public void A_backbone_is_gone_on_with_and_keeps_its_tokenizer_and_what_is_not_trained()
    {
        small.Run(small.Options with { Config = small.Write("c.json", SmallPretraining.Bert) }, "first", nameof(BertMaskedLmFull));
        var first = Path.Combine(small["first"], "backbone");
        AddPooler(first);
        var before = Numbers(Path.Combine(first, "model.safetensors"));
        var report = small.Run(small.Options with { Config = null, Backbone = first, LearningRate = 1e-4 }, "second", nameof(BertMaskedLmFull));
        var second = Path.Combine(small["second"], "backbone");
        var after = Numbers(Path.Combine(second, "model.safetensors"));
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), after.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(before["bert.pooler.dense.weight"], after["bert.pooler.dense.weight"]);
        Assert.NotEqual(before["bert.encoder.layer.0.attention.self.query.weight"], after["bert.encoder.layer.0.attention.self.query.weight"]);
        Assert.Equal(before["bert.encoder.layer.0.attention.self.query.weight"][0], after["bert.encoder.layer.0.attention.self.query.weight"][0], 2e-3);
        Assert.Equal(File.ReadAllText(Path.Combine(first, "vocab.txt")), File.ReadAllText(Path.Combine(second, "vocab.txt")));
        Assert.Equal(120, report.VocabularySize);
    }

    private static void AddPooler(string backbone)
    {
        var path = Path.Combine(backbone, "model.safetensors");
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors;
        using (var file = SafetensorsFile.Open(path)) tensors = file.Names.ToDictionary(name => name, name => file.Load(name));
        tensors["bert.pooler.dense.weight"] = randn(32, 32);
        tensors["bert.pooler.dense.bias"] = randn(32);
        SafetensorsWriter.Write(path, tensors);
    }

    private static Dictionary<string, double[]> Numbers(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Names.ToDictionary(name => name, name => Numbers(file, name));
    }

    private static double[] Numbers(SafetensorsFile file, string name)
    {
        using var loaded = file.Load(name, ScalarType.Float64);
        return [.. loaded.data<double>()];
    }
}
