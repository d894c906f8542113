using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using PastaGen.LibTorch;
using PastaGen.Models;
using PastaGen.Modules;
using PastaGen.StepBenchmark;
using PastaGen.Text;
using PastaGen.Training;
using static TorchSharp.torch;

// Times the product's own training loop and prints one JSON object with the keys of peer.py.
var config = new Option<string>("--config") { Required = true, Description = "The encoder's config.json" };
var output = new Option<string>("--output") { Required = true, Description = "Folder to write" };
var backbone = new Option<string>("--backbone") { Required = true, Description = "Folder that the verb backbone wrote" };
var batchFile = new Option<string>("--batches") { Required = true, Description = "One batch per line: the lengths of its rows" };
var method = new Option<string>("--method") { DefaultValueFactory = _ => "pasta" }.AcceptOnlyFromAmong("pasta", "full");
var precision = new Option<string>("--precision") { DefaultValueFactory = _ => "fp32" }.AcceptOnlyFromAmong("fp32", "bf16");
var device = new Option<string>("--device") { DefaultValueFactory = _ => "cpu" };
var tf32 = new Option<bool>("--tf32");
var threads = new Option<int>("--threads");
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3 };
var lever = new Option<string>("--without") { DefaultValueFactory = _ => "", Description = "Switches one lever off" }
    .AcceptOnlyFromAmong("", "packing", "fused-kernels", "one-product", "first-positions");

var write = new Command("backbone", "Writes a backbone of random weights") { config, output };
write.SetAction(given => RandomBackbone.Write(given.GetRequiredValue(config), given.GetRequiredValue(output)));
var time = new Command("time", "Times training steps") { backbone, batchFile, method, precision, device, tf32, threads, rounds, lever };
time.SetAction(Measure);
try
{
    return new RootCommand("Our side of the step benchmark") { write, time }.Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
}
catch (BadInputException refusal)
{
    Console.Error.WriteLine(refusal.Message);
    return 1;
}

void Measure(ParseResult given)
{
    if (given.GetValue(threads) is > 0 and var count) set_num_threads(count);
    var without = given.GetValue(lever);
    FusedKernels.ForceComposed = without == "fused-kernels";
    var definition = (given.GetValue(method), without) switch
    {
        ("full", _) => BertFull.Definition,
        (_, "one-product") => PastaWithSeparateProjections.Definition,
        (_, "first-positions") => PastaAtEveryPosition.Definition,
        _ => BertPasta.Definition,
    };
    backends.cuda.matmul.allow_tf32 = given.GetValue(tf32);
    var place = new TorchSharp.torch.Device(given.GetValue(device)!);
    using var folder = BackboneFolder.Open(given.GetRequiredValue(backbone));
    using var model = BackboneLoader.Load(definition, folder, new LoadOptions
    {
        LabelCount = 2,
        Settings = definition.Facts.OpenSettings.ContainsKey("pasta.occurrences") ? new Dictionary<string, double> { ["pasta.occurrences"] = 2 } : [],
        HeadFromFile = false,
        Device = place,
        Precision = given.GetValue(precision) == "bf16" ? Precision.Bf16 : Precision.Fp32,
    });
    var batches = BatchFile.Read(given.GetRequiredValue(batchFile), model.Config, model.Device, packed: without != "packing");
    var options = new TrainingOptions { LearningRate = 1e-3, LearningRateSchedule = LearningRateSchedule.Constant };
    using var loop = new TrainingLoop(model.Model, options, totalSteps: int.MaxValue);

    loop.Step([batches[0]]);
    var means = new double[given.GetValue(rounds)];
    for (var round = 0; round < means.Length; round++)
    {
        var watch = Stopwatch.StartNew();
        foreach (var batch in batches) loop.Step([batch]);
        means[round] = watch.Elapsed.TotalSeconds / batches.Length;
    }
    Console.WriteLine(new JsonObject
    {
        ["program"] = "pastagen",
        ["torch"] = EngineInfo.Read().Version,
        ["method"] = given.GetValue(method)!,
        ["precision"] = given.GetValue(precision)!,
        ["without"] = without!,
        ["device"] = given.GetValue(device)!,
        ["threads"] = get_num_threads(),
        ["wait_policy"] = Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") ?? "ours",
        ["seconds_per_step"] = means.Min(),
        ["rounds"] = new JsonArray([.. means.Select(mean => (JsonNode)mean)]),
        ["peak_memory_bytes"] = place.type == TorchSharp.DeviceType.CUDA ? CudaDevice.PeakBytes(place) : PeakResidentBytes(),
    }.ToJsonString());
}

static long PeakResidentBytes() => long.Parse(
    File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
    CultureInfo.InvariantCulture) * 1024;
