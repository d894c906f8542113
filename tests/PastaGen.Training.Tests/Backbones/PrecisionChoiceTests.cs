using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class PrecisionChoiceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PrecisionChoiceTests() => TinyBackbone.Write(folder.File("b"));

    [Theory]
    // asked, recorded, trains the backbone, on a GPU, hardware -> precision, worth a line
    [InlineData(null, null, false, false, "AMX", Precision.Bf16, true)]
    [InlineData(null, null, false, false, "AVX512-BF16", Precision.Bf16, true)]
    [InlineData(null, null, false, false, "Arm's BF16", Precision.Bf16, true)]
    [InlineData(null, null, false, false, null, Precision.Fp32, true)]
    [InlineData(null, null, false, true, "the GPU", Precision.Bf16, true)]
    [InlineData(null, null, true, false, "AMX", Precision.Bf16, true)]
    [InlineData(null, null, true, false, null, Precision.Fp32, true)]
    [InlineData(null, null, true, true, "the GPU", Precision.Bf16, true)]
    [InlineData(Precision.Fp32, null, false, false, "AMX", Precision.Fp32, false)]
    [InlineData(Precision.Bf16, null, true, false, "AMX", Precision.Bf16, false)]
    [InlineData(Precision.Bf16, null, false, false, null, Precision.Bf16, true)]
    [InlineData(null, Precision.Fp32, false, false, "AMX", Precision.Fp32, false)]
    [InlineData(null, Precision.Bf16, false, false, "AMX", Precision.Bf16, false)]
    [InlineData(null, Precision.Bf16, false, false, null, Precision.Bf16, true)]
    [InlineData(Precision.Fp32, Precision.Bf16, false, false, "AMX", Precision.Fp32, false)]
    public void What_is_asked_wins_then_the_delta_then_the_machine(
        Precision? asked, Precision? recorded, bool trainsBackbone, bool onGpu, string? hardware, Precision expected, bool worthALine)
    {
        var choice = PrecisionChoice.Of(asked, recorded, trainsBackbone, onGpu, hardware);
        Assert.Equal((expected, worthALine), (choice.Precision, choice.IsWorthALine));
    }

    [Fact]
    public void The_line_says_which_and_why()
    {
        static string Line(Precision? asked, Precision? recorded, string? hardware) => PrecisionChoice.Of(asked, recorded, trainsBackbone: false, onGpu: false, hardware).Line;
        Assert.Equal("precision: bf16, for the frozen weights: AMX multiplies it; what is trained is fp32", Line(null, null, "AMX"));
        Assert.Equal("precision: fp32, for this processor does not multiply bfloat16", Line(null, null, null));
        Assert.Equal("precision: bf16, as asked; slower than fp32 here, for this processor does not multiply bfloat16", Line(Precision.Bf16, null, null));
        Assert.Equal("precision: bf16, as the delta was trained; slower than fp32 here, for this processor does not multiply bfloat16", Line(null, Precision.Bf16, null));
    }

    [Fact]
    public void A_delta_is_used_in_the_precision_that_it_was_trained_in_unless_told_otherwise()
    {
        var train = folder.Write("train.tsv", "good film\tgood\nbad plot\tbad\n");
        string delta;
        using (var classifier = TextClassifier.LoadBackbone(HandBertPlan.Pasta, folder.File("b"), new LoadOptions { Precision = Precision.Bf16 }))
            delta = classifier.Train(train, train, folder.File("run"), new TrainingOptions { Epochs = 1 }).DeltaPath;
        using (var file = DeltaFile.Open(delta)) Assert.Equal("bf16", file.Header!.Precision);

        using var left = TextClassifier.LoadBackbone(HandBertPlan.Pasta, folder.File("b")).LoadDelta(delta);
        using var told = TextClassifier.LoadBackbone(HandBertPlan.Pasta, folder.File("b"), new LoadOptions { Precision = Precision.Fp32 }).LoadDelta(delta);
        Assert.Equal((Precision.Bf16, Precision.Fp32), (left.Loaded.Precision, told.Loaded.Precision));
    }

    [Fact]
    public void A_backbone_that_is_trained_stays_in_float32_and_one_that_is_frozen_does_not()
    {
        using var backbone = BackboneFolder.Open(folder.File("b"));
        var options = new LoadOptions { Labels = ["a", "b"], Precision = Precision.Bf16 };
        using var full = BackboneLoader.Load(HandBertPlan.Full, backbone, options);
        using var frozen = BackboneLoader.Load(HandBertPlan.Pasta, backbone, options);
        Assert.True(full.Model.UsesAutocast);
        Assert.False(frozen.Model.UsesAutocast);
        Assert.All(full.Model.parameters(), parameter => Assert.Equal(TorchSharp.torch.ScalarType.Float32, parameter.dtype));
        Assert.Contains(frozen.Model.parameters(), parameter => parameter.dtype == TorchSharp.torch.ScalarType.BFloat16);
    }

    [Fact]
    public void A_name_that_is_no_precision_is_refused_with_those_that_are() => Assert.Equal(
        "there is no precision \"fp16\"; expected auto, fp32 or bf16", Assert.Throws<BadInputException>(() => Precisions.Parse("fp16")).Message);

    public void Dispose() => folder.Dispose();
}
