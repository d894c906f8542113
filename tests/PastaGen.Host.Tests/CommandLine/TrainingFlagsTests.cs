using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Training;

namespace PastaGen.Host.Tests.CommandLine;

public class TrainingFlagsTests
{
    [Fact]
    public void Every_option_reaches_the_setting_of_its_name()
    {
        var expected = new TrainingOptions
        {
            Epochs = 5.5,
            MaxSteps = 11,
            MaxTime = TimeSpan.FromMinutes(30),
            BatchSize = 6,
            GradientAccumulationSteps = 7,
            MicroBatchSize = 12,
            ActivationCheckpointing = true,
            Order = RowOrder.Random,
            AdamBeta1 = 0.8,
            AdamBeta2 = 0.9,
            AdamEpsilon = 1e-6,
            LabelSmoothing = 0.1,
            OnNan = NonFinitePolicy.Skip,
            DataSeed = 13,
            EvaluateEvery = RunLength.Epochs(0.5),
            Patience = 3,
            MinDelta = 0.01,
            LoggingSteps = 14,
            TensorBoard = true,
            LearningRate = 2e-5,
            HeadLearningRate = 3e-4,
            StageLearningRate = 6e-4,
            LearningRateSchedule = LearningRateSchedule.Cosine,
            WarmupRatio = 0.25,
            WarmupSteps = 8,
            WeightDecay = 0.01,
            MaxGradNorm = 0.5,
            Dropout = 0.2,
            MaxLength = 64,
            Seed = 9,
            Metric = Metric.F1,
            Limit = 10,
            Precision = Precisions.Parse("bf16"),
            Device = null,
            SaveEvery = TimeSpan.FromMinutes(2),
            Extend = true,
            Fresh = true,
            Command = "the command",
        };
        var read = Read(
            "--epochs 5.5 --max-steps 11 --max-time 30m --micro-batch-size 12 --activation-checkpointing --order random --adam-beta1 0.8 --adam-beta2 0.9 --adam-epsilon 1e-6 --label-smoothing 0.1 --on-nan skip "
            + "--data-seed 13 --eval-every 0.5ep --patience 3ev --min-delta 0.01 --logging-steps 14 --tensorboard --batch-size 6 --gradient-accumulation-steps 7 --learning-rate 2e-5 --head-learning-rate 3e-4 --stage-learning-rate 6e-4 --lr-scheduler-type cosine --warmup-ratio 0.25 "
            + "--warmup-steps 8 --weight-decay 0.01 --max-grad-norm 0.5 --dropout 0.2 --max-length 64 --seed 9 --metric f1 --limit 10 --precision bf16 --save-every 2m --extend --fresh");
        Assert.Equal(expected with { Settings = read.Settings }, read);
    }

    [Fact]
    public void Without_options_the_settings_are_the_trainer_s_defaults()
    {
        var read = Read("");
        Assert.Equal(new TrainingOptions { Command = "the command", Settings = read.Settings }, read);
    }

    [Theory]
    [InlineData("--learning-rate 1,5", "--learning-rate takes a number of at least 0, found '1,5'")]
    [InlineData("--learning-rate NaN", "--learning-rate takes a number of at least 0, found 'NaN'")]
    [InlineData("--learning-rate Infinity", "--learning-rate takes a number of at least 0, found 'Infinity'")]
    [InlineData("--warmup-ratio 1.5", "--warmup-ratio takes a number from 0 to 1, found '1.5'")]
    [InlineData("--save-every 1d", "--save-every takes a time such as 10s, 5m or 1h, found '1d'")]
    [InlineData("--save-every -1s", "--save-every takes a time such as 10s, 5m or 1h, found '-1s'")]
    [InlineData("--save-every 1h1m", "--save-every takes a time such as 10s, 5m or 1h, found '1h1m'")]
    [InlineData("--epochs 0", "--epochs takes a number above 0, found '0'")]
    [InlineData("--max-time 30", "--max-time takes a time such as 90s, 30m or 2h, found '30'")]
    [InlineData("--micro-batch-size 0", "--micro-batch-size takes a whole number of at least 1, or auto, found '0'")]
    [InlineData("--eval-every 5", "--eval-every takes a length such as 1ep, 0.5ep or 500st, found '5'")]
    [InlineData("--eval-every 1.5st", "--eval-every takes a length such as 1ep, 0.5ep or 500st, found '1.5st'")]
    [InlineData("--patience 3", "--patience takes a number of evaluations such as 3ev, found '3'")]
    [InlineData("--metric f2", "'f2' is no value of --metric; did you mean 'f1'?")]
    public void A_value_out_of_its_range_is_told_with_the_range(string line, string sentence) => Assert.Equal(sentence, Parse(line).Given.Errors[0].Message);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1.5", 1500)]
    [InlineData("250ms", 250)]
    [InlineData("10s", 10_000)]
    [InlineData("5m", 300_000)]
    [InlineData("2h", 7_200_000)]
    public void A_time_is_a_number_with_its_unit(string word, double milliseconds) =>
        Assert.Equal(milliseconds, Read($"--save-every {word}").SaveEvery.TotalMilliseconds);

    private static TrainingOptions Read(string line)
    {
        var (settings, given) = Parse(line);
        Assert.Empty(given.Errors);
        return settings.Read(given, "the command");
    }

    private static (TrainingFlags Settings, ParseResult Given) Parse(string line)
    {
        var settings = new TrainingFlags();
        var verb = new Command("train");
        foreach (var option in settings.All) verb.Options.Add(option);
        return (settings, verb.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }
}
