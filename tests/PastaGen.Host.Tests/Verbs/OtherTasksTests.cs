using System.Globalization;
using System.Text.Json;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;

namespace PastaGen.Host.Tests.Verbs;

/// <summary>Training, evaluation and prediction where a model answers with something else than one label a text.</summary>
[Collection(EngineTests.Name)]
public sealed class OtherTasksTests : IDisposable
{
    private readonly TinyBackbone backbone = new(BertPasta.Definition);

    public void Dispose() => backbone.Dispose();

    [Fact]
    public async Task Words_get_their_tags()
    {
        var train = Repeated("train.conll", 10, "a O\ngood I-POS\nfilms I-POS\n. O\n\nbad I-NEG\nfilm O\n\n");
        var dev = Repeated("dev.conll", 2, "a\tO\ngood\tB-POS\nfilms\tI-POS\n.\tO\n\nbad\tB-NEG\nfilm\tO\n\u0001\tO\n\n");
        var (report, delta) = await TrainAsync(nameof(BertTokenPasta), train, dev);

        var best = report.GetProperty("best").GetProperty("metrics");
        Assert.Equal(["loss", "precision", "recall", "f1", "macro_f1", "strict_f1", "accuracy"], best.EnumerateObject().Select(score => score.Name));
        Assert.Equal(1.0, best.GetProperty("f1").GetDouble());

        // The third word, its ending cut, is judged by its first token; the fourth is cut, and the control character has no token.
        var scores = await EvaluateAsync(nameof(BertTokenPasta), delta, dev, "--max-length", "5");
        Assert.Equal(14, scores.GetProperty("words").GetInt32());
        Assert.Equal(2, scores.GetProperty("cut_words").GetInt32());
        Assert.Equal(2, scores.GetProperty("words_without_token").GetInt32());
        Assert.Equal((4, 2), (scores.GetProperty("rows").GetInt32(), scores.GetProperty("cut_rows").GetInt32()));

        var lines = await PredictAsync(nameof(BertTokenPasta), delta, "a  good films .\nbad film \u0001\n");
        Assert.Equal(
            ["""{"words":["a","good","films","."],"tags":["O","B-POS","I-POS","O"]}""", """{"words":["bad","film","\u0001"],"tags":["B-NEG","O",null]}"""], lines);
    }

    [Fact]
    public async Task Words_whose_labels_mark_no_entities_are_judged_by_accuracy_unless_one_asks_otherwise()
    {
        var rows = Repeated("words.conll", 10, "a DT\ngood JJ\nfilm NN\n\nbad JJ\nfilms NNS\n\n");
        var (report, delta) = await TrainAsync(nameof(BertTokenPasta), rows, rows, epochs: 40);
        Assert.Equal(["loss", "accuracy", "macro_f1"], report.GetProperty("best").GetProperty("metrics").EnumerateObject().Select(score => score.Name));
        Assert.Equal(1.0, report.GetProperty("best").GetProperty("metrics").GetProperty("accuracy").GetDouble());
        Assert.Equal(["""{"words":["bad","films"],"tags":["JJ","NNS"]}"""], await PredictAsync(nameof(BertTokenPasta), delta, "bad films\n"));

        var refused = await RunAsync(["train", nameof(BertTokenPasta), "--backbone", backbone.Path, "--train", rows, "--dev", rows, "--output", backbone.File("f1"), "--metric", "f1"]);
        Assert.Contains("this task has no metric \"f1\"; expected one of loss, accuracy, macro_f1", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_get_a_number()
    {
        var train = Repeated("train.tsv", 10, "a good film .\t2.5\nbad films .\t-1\ngood .\t2\na bad film\t-0.5\n");
        var (report, delta) = await TrainAsync(nameof(BertRegressionPasta), train, train);

        var best = report.GetProperty("best").GetProperty("metrics");
        Assert.Equal(["loss", "pearson", "spearman"], best.EnumerateObject().Select(score => score.Name));
        Assert.Equal(1.0, best.GetProperty("spearman").GetDouble(), 1e-12);
        // Vectors 2 layers x 2 occurrences x 16, head 16 + 1.
        Assert.Equal(64 + 17, report.GetProperty("trained_parameters").GetInt64());
        var scores = await EvaluateAsync(nameof(BertRegressionPasta), delta, train, "--batch-size", "4");
        Assert.Equal(best.GetProperty("spearman").GetDouble(), scores.GetProperty("spearman").GetDouble());

        var lines = (await PredictAsync(nameof(BertRegressionPasta), delta, "good .\nbad films .\n")).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["text", "label"], lines[0].EnumerateObject().Select(property => property.Name));
        Assert.True(lines[0].GetProperty("label").GetDouble() > lines[1].GetProperty("label").GetDouble(), string.Join('\n', lines));
    }

    [Fact]
    public async Task Texts_get_any_number_of_labels()
    {
        var train = Repeated("train.jsonl", 10, """
            {"text": "a good film", "labels": ["film", "praise"]}
            {"text": "good .", "labels": ["praise"]}
            {"text": "a bad film", "labels": ["film"]}
            {"text": "bad .", "labels": []}

            """);
        var (report, delta) = await TrainAsync(nameof(BertMultiLabelPasta), train, train);

        Assert.Equal(1.0, report.GetProperty("best").GetProperty("metrics").GetProperty("micro_f1").GetDouble());
        var lines = (await PredictAsync(nameof(BertMultiLabelPasta), delta, "a good film\nbad .\n")).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["text", "labels", "probabilities"], lines[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(["film", "praise"], lines[0].GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal(0, lines[1].GetProperty("labels").GetArrayLength());
        Assert.Equal(["film", "praise"], lines[1].GetProperty("probabilities").EnumerateObject().Select(label => label.Name));
    }

    [Theory]
    [InlineData(nameof(BertRegressionPasta), "a good film\tgood\n", new string[0], "expected a number for a label, such as 3.5; found \"good\"")]
    [InlineData(nameof(BertRegressionPasta), "a good film\t1\n", new[] { "--label-smoothing", "0.1" }, "has a regression head, which does not choose one label of several; leave out label-smoothing")]
    [InlineData(nameof(BertRegressionPasta), "a good film\t1\n", new[] { "--metric", "accuracy" }, "this task has no metric \"accuracy\"; expected one of loss, pearson, spearman")]
    [InlineData(nameof(BertPasta), "a good film\t1\n", new[] { "--task", "stsb" }, "stsb has numbers for labels, but the model answers with one label a row")]
    [InlineData(nameof(BertTokenPasta), "sentence\tlabel\na good film\t1\nbad films\t0\n", new string[0], "rows.tsv:2: expected a word a line with its tag in the last column")]
    [InlineData(nameof(BertTokenPasta), "good\n", new string[0], "expected a word a line with its tag in the last column")]
    public async Task What_does_not_fit_the_models_task_is_one_sentence(string model, string rows, string[] options, string expected)
    {
        var file = backbone.File("rows.tsv", rows);
        var answer = await RunAsync(["train", model, "--backbone", backbone.Path, "--train", file, "--dev", file, "--output", backbone.File("run"), .. options]);
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Path.GetDirectoryName(file)!, "run")));
    }

    [Fact]
    public async Task Texts_get_their_features_without_a_delta()
    {
        string[] line = ["predict", nameof(BertFeatures), "--backbone", backbone.Path, "--precision", "fp32"];
        var lines = (await RunAsync(line, "good .\na bad film .\n")).AssertDone().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(text => JsonDocument.Parse(text).RootElement).ToArray();
        Assert.Equal(["text", "features"], lines[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(["good .", "a bad film ."], lines.Select(answer => answer.GetProperty("text").GetString()));
        float[] Features(JsonElement answer) => [.. answer.GetProperty("features").EnumerateArray().Select(value => value.GetSingle())];
        Assert.All(lines, answer => Assert.Equal(1.0, Features(answer).Sum(value => (double)value * value), 5));
        Assert.Equal(16, Features(lines[0]).Length);

        using var extractor = BertFeatures.LoadBackbone(backbone.Path, new() { Precision = Training.Precision.Fp32 });
        // Alone and beside a longer text, a text has the same features but for the order of sums.
        Assert.All(extractor.Extract("good .").Zip(Features(lines[0])), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.All(extractor.ExtractAll(["a bad film .", "good ."]).First().Zip(Features(lines[1])), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.NotEqual(extractor.Extract("good .", "bad"), extractor.Extract("good . bad"));

        // Whatever a file's labels are, they are not looked at.
        var rated = backbone.File("rated.tsv", "sentence1\tsentence2\tscore\ngood .\tbad .\t2.5\n");
        Assert.Contains("\"pair\":\"bad .\"", (await RunAsync([.. line, "--input", rated, "--task", "stsb"])).AssertDone(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_are_not_trained_not_judged_and_have_no_labels()
    {
        const string model = nameof(BertFeatures);
        string[] backboned = [model, "--backbone", backbone.Path];
        foreach (var line in new[] { (string[])["train", .. backboned, "--train", backbone.Train, "--dev", backbone.Dev, "--output", backbone.File("run")], ["evaluate", .. backboned, "--dev", backbone.Dev] })
            (await RunAsync(line)).AssertFailed(
                ExitCode.Failed, $"{model} gives features, so that there is nothing to train or judge; take a model that answers with labels, numbers or tags");
        (await RunAsync(["describe", .. backboned, "--labels", "5"])).AssertFailed(
            ExitCode.Failed, $"{model} gives features; --labels is for models whose labels are a task's");

        using var described = JsonDocument.Parse((await RunAsync(["describe", .. backboned, "--json"])).AssertDone());
        Assert.Equal(JsonValueKind.Null, described.RootElement.GetProperty("label_count").ValueKind);
        Assert.Equal(0, described.RootElement.GetProperty("totals").GetProperty("trained").GetInt64());
        Assert.All(described.RootElement.GetProperty("parameters").EnumerateArray(), parameter => Assert.Equal("frozen", parameter.GetProperty("state").GetString()));
        using var listed = JsonDocument.Parse((await RunAsync(["models", "--json"])).AssertDone());
        var entry = listed.RootElement.EnumerateArray().Single(each => each.GetProperty("name").GetString() == model);
        Assert.Equal(("features", 0, JsonValueKind.Null), (entry.GetProperty("head").GetString(), entry.GetProperty("adaptations").GetArrayLength(), entry.GetProperty("labels").ValueKind));
        Assert.Contains("open it as a classifier", Assert.Throws<Text.BadInputException>(() => Training.FeatureExtractor.LoadBackbone(BertPasta.Definition, backbone.Path)).Message, StringComparison.Ordinal);
    }

    private async Task<(JsonElement Report, string Delta)> TrainAsync(string model, string train, string dev, int epochs = 10)
    {
        var answer = await RunAsync(["train", model, "--backbone", backbone.Path, "--train", train, "--dev", dev, "--output", backbone.File("run"),
            "--epochs", epochs.ToString(CultureInfo.InvariantCulture), "--batch-size", "4", "--learning-rate", "0.03", "--dropout", "0", "--json"]);
        Assert.True(answer.ExitCode == 0, answer.Error);
        var report = JsonDocument.Parse(answer.Output).RootElement;
        return (report, report.GetProperty("delta").GetProperty("path").GetString()!);
    }

    private async Task<JsonElement> EvaluateAsync(string model, string delta, string dev, params string[] options)
    {
        var answer = await RunAsync(["evaluate", model, "--backbone", backbone.Path, "--delta", delta, "--dev", dev, "--json", .. options]);
        Assert.True(answer.ExitCode == 0, answer.Error);
        return JsonDocument.Parse(answer.Output).RootElement;
    }

    private async Task<string[]> PredictAsync(string model, string delta, string input) =>
        (await RunAsync(["predict", model, "--backbone", backbone.Path, "--delta", delta], input)).AssertDone().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Task<HostAnswer> RunAsync(string[] line, string input = "") => HostTester.RunAsync(CompiledModels.All, input, CancellationToken.None, line);

    private string Repeated(string name, int times, string rows) => backbone.File(name, string.Concat(Enumerable.Repeat(rows, times)));
}
