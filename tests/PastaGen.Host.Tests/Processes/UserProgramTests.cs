using PastaGen.Host.Tests.Testing;
using PastaGen.Training;
using PastaGen.UserArchitecture;
using PastaGen.UserProgram;

namespace PastaGen.Host.Tests.Processes;

/// <summary>Programs that users write, as processes of their own.</summary>
public class UserProgramTests
{
    [Fact]
    public async Task A_program_of_ten_lines_trains_and_another_run_of_it_predicts_the_enum()
    {
        using var backbone = new TinyBackbone(SentimentModel.Definition);
        var trained = await ProgramProcess.RunProgramAsync("PastaGen.UserProgram.dll", "train", backbone.Path, backbone.Train, backbone.Dev, backbone.File("run"));
        Assert.EndsWith("epoch 8: accuracy 100%", trained.AssertDone().TrimEnd().Replace("100 %", "100%", StringComparison.Ordinal), StringComparison.Ordinal);
        var delta = Path.Combine(backbone.File("run"), "delta.safetensors");
        using (var file = DeltaFile.Open(delta)) Assert.Equal(["Negative", "Positive"], file.Header!.Labels);

        var good = await ProgramProcess.RunProgramAsync("PastaGen.UserProgram.dll", "predict", backbone.Path, delta, "a good film .");
        var bad = await ProgramProcess.RunProgramAsync("PastaGen.UserProgram.dll", "predict", backbone.Path, delta, "bad films .");
        Assert.StartsWith("worth seeing (", good.AssertDone(), StringComparison.Ordinal);
        Assert.StartsWith("not worth it (", bad.AssertDone(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_architecture_of_ones_own_with_kinds_of_blocks_of_ones_own_trains_and_its_delta_predicts()
    {
        using var backbone = new TinyBackbone(MillPasta.Definition);
        using var classifier = MillPasta.LoadBackbone(backbone.Path);
        var report = classifier.Train(backbone.Train, backbone.Dev, backbone.File("run"), new TrainingOptions { Epochs = 8, BatchSize = 4, LearningRate = 0.02, Dropout = 0 });
        Assert.Equal(1, report.Best.Metrics["accuracy"]);

        using var later = MillPasta.LoadBackbone(backbone.Path);
        later.LoadDelta(Path.Combine(backbone.File("run"), "delta.safetensors"));
        Assert.Equal(["1", "0"], new[] { "a good film .", "bad films ." }.Select(text => later.Predict(text).Label));
    }

    [Fact]
    public async Task A_hosted_service_trains_with_the_settings_of_its_configuration_and_ends_the_program()
    {
        using var backbone = new TinyBackbone(Models.BertPasta.Definition);
        var answer = await ProgramProcess.RunProgramAsync("PastaGen.HostedProgram.dll",
            $"--Files:Backbone={backbone.Path}", $"--Files:Train={backbone.Train}", $"--Files:Dev={backbone.Dev}", $"--Files:Output={backbone.File("run")}",
            "--Training:Epochs=2", "--Training:BatchSize=8", "--Training:LearningRate=0.02", "--Training:Metric=loss", "--Training:LearningRateSchedule=cosine", "--Training:Precision=Bf16");
        Assert.Contains("48 rows, 12 updates; precision: bf16, as asked", answer.AssertDone(), StringComparison.Ordinal);
        Assert.Contains("epoch 2: accuracy ", answer.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(backbone.File("run"), "report.json")));
    }
}
