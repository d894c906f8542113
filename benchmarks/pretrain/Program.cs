using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using PastaGen.LibTorch;
using PastaGen.Models;
using PastaGen.Modules;
using PastaGen.Training;
using static TorchSharp.torch;

// Times the product's own training loop on masked words, over ready batches of rows of equal length, and prints one JSON object with the keys of
// pretrain_peer.py. Reading, tokenizing, masking and making batches are not timed.
var config = new Option<string>("--config") { Required = true, Description = "The encoder's config.json" };
var rows = new Option<int>("--rows") { DefaultValueFactory = _ => 16 };
var length = new Option<int>("--length") { DefaultValueFactory = _ => 128 };
var batches = new Option<int>("--batches") { DefaultValueFactory = _ => 8 };
var precision = new Option<string>("--precision") { DefaultValueFactory = _ => "bf16" }.AcceptOnlyFromAmong("fp32", "bf16");
var threads = new Option<int>("--threads");
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3 };
var time = new Command("time", "Times training steps") { config, rows, length, batches, precision, threads, rounds };
time.SetAction(Measure);
return new RootCommand("Our side of the pretraining benchmark") { time }.Parse(args).Invoke();

void Measure(ParseResult given)
{
    if (given.GetValue(threads) is > 0 and var count) set_num_threads(count);
    using var work = new WorkFolder();
    var definition = ModernbertMaskedLmFull.Definition;
    WriteBackbone(work.Path, given.GetRequiredValue(config), definition);
    using var folder = BackboneFolder.Open(work.Path);
    using var model = BackboneLoader.Load(definition, folder, new LoadOptions { Precision = given.GetValue(precision) == "bf16" ? Precision.Bf16 : Precision.Fp32 });
    var (height, width) = (given.GetValue(rows), given.GetValue(length));
    TokenBatch[] made = [.. Enumerable.Range(0, given.GetValue(batches)).Select(number => Batch(number, height, width, model.Config))];
    var options = new TrainingOptions
    {
        LearningRate = 1e-3,
        LearningRateSchedule = LearningRateSchedule.Constant,
        AdamBeta2 = 0.98,
        AdamEpsilon = 1e-6,
        WeightDecay = 0.01,
    };
    using var loop = new TrainingLoop(model.Model, options, totalSteps: int.MaxValue);

    var firstLoss = loop.Step([made[0]]).Loss;
    var lastLoss = firstLoss;
    var means = new double[given.GetValue(rounds)];
    for (var round = 0; round < means.Length; round++)
    {
        var watch = Stopwatch.StartNew();
        foreach (var batch in made) lastLoss = loop.Step([batch]).Loss;
        means[round] = watch.Elapsed.TotalSeconds / made.Length;
    }
    Console.WriteLine(new JsonObject
    {
        ["program"] = "pastagen",
        ["torch"] = EngineInfo.Read().Version,
        ["precision"] = given.GetValue(precision)!,
        ["threads"] = get_num_threads(),
        ["wait_policy"] = Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") ?? "ours",
        ["seconds_per_step"] = means.Min(),
        ["tokens_per_second"] = height * width / means.Min(),
        ["first_loss"] = firstLoss,
        ["last_loss"] = lastLoss,
        ["rounds"] = new JsonArray([.. means.Select(mean => (JsonNode)mean)]),
        ["peak_memory_bytes"] = PeakResidentBytes(),
    }.ToJsonString());
}

static void WriteBackbone(string folder, string config, ModelDefinition definition)
{
    File.Copy(config, Path.Combine(folder, "config.json"));
    using var scope = NewDisposeScope();
    manual_seed(0);
    var read = EncoderConfigFile.Read(config, definition.Facts);
    SafetensorsWriter.Write(
        Path.Combine(folder, "model.safetensors"),
        definition.Facts.Parameters(new ModelShape(read, read.VocabularySize)).Where(parameter => parameter.CheckpointName is not null).Select(parameter => KeyValuePair.Create(
            (parameter.Part == ModelPart.Head ? "" : definition.Facts.CheckpointPrefix) + parameter.CheckpointName,
            parameter.Shape.Count > 1 ? randn([.. parameter.Shape]).mul_(read.InitializerRange) : parameter.Name.EndsWith("weight", StringComparison.Ordinal) ? ones([.. parameter.Shape]) : zeros([.. parameter.Shape]))));
}

static TokenBatch Batch(int number, int rows, int length, EncoderConfig config)
{
    Tensor Numbers(IEnumerable<long> values) => tensor([.. values]).DetachFromDisposeScope();
    long[] ids = [.. Enumerable.Range(0, rows * length).Select(place => 1000 + (((number * 7919L) + (place / length * 104729L) + (place % length * 31L)) % (config.VocabularySize - 1000)))];
    long[] places = [.. Enumerable.Range(0, ids.Length).Where(place => ((place * 31L) + (number * 7L)) % 20 < 3).Select(place => (long)place)];
    var mask = new long[ids.Length];
    Array.Fill(mask, 1);
    return new TokenBatch
    {
        Rows = new PackedRows(mask, rows, CPU),
        InputIds = Numbers(ids),
        TokenTypeIds = Numbers(new long[ids.Length]),
        PositionIds = Numbers(Enumerable.Range(0, ids.Length).Select(place => (long)(place % length))),
        SpecialPositions = Numbers([]),
        SpecialOrdinals = Numbers([]),
        SpecialTokensPerRow = 0,
        AnsweredTokens = Numbers(places),
        Labels = Numbers(places.Select(place => ids[place])),
    };
}

static long PeakResidentBytes() => long.Parse(
    File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
    CultureInfo.InvariantCulture) * 1024;

internal sealed class WorkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pastagen-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
