using PastaGen.Host.Tests.Shipped;
using PastaGen.Host.Tests.Testing;
using PastaGen.Training;
using PastaGen.UserArchitecture;
using SupportRequests;

namespace PastaGen.Host.Tests.Processes;

/// <summary>Programs that users write, as processes of their own.</summary>
[Collection(EngineTests.Name)]
public class UserProgramTests
{
    [Fact]
    public async Task The_sample_trains_and_another_run_of_it_routes_what_it_reads()
    {
        using var folder = new TemporaryFolder();
        ShippedFiles.Cut(folder, "requests/train.tsv", 64);
        ShippedFiles.Cut(folder, "requests/dev.tsv", 16);
        string[] line = [ShippedFiles.Backbone, folder.Path, Path.Combine(folder.Path, "run")];

        var trained = (await ProgramProcess.RunProgramAsync("SupportRequests.dll", line)).AssertDone().TrimEnd().Split('\n');
        Assert.Equal(Enumerable.Range(1, 20).Select(epoch => $"epoch {epoch}"), trained.Select(told => told.Split(": accuracy ")[0]));
        using (var file = DeltaFile.Open(Path.Combine(folder.Path, "run", "delta.safetensors"))) Assert.Equal(Enum.GetNames<Department>(), file.Header!.Labels);

        var routed = (await ProgramProcess.RunProgramWithInputAsync("SupportRequests.dll", "where is my parcel\nthe kettle is broken\n", line)).AssertDone().TrimEnd().Split('\n');
        Assert.Equal(2, routed.Length);
        Assert.Matches($@"^({string.Join('|', Enum.GetNames<Department>())}) \(\d+\s?%\): where is my parcel$", routed[0]);
        Assert.EndsWith(": the kettle is broken", routed[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_says_in_a_sentence_what_is_wrong_with_a_folder()
    {
        var answer = await ProgramProcess.RunProgramAsync("SupportRequests.dll", "/nowhere", "/nowhere", "/nowhere");
        Assert.Equal((1, "", "/nowhere: there is no such folder; expected one with config.json and model.safetensors\n"), (answer.ExitCode, answer.Output, answer.Error));
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
