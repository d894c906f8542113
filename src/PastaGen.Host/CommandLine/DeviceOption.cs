using System.CommandLine;
using PastaGen.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.Host.CommandLine;

/// <summary>Where a verb computes.</summary>
internal sealed class DeviceOption : Option<string>
{
    internal DeviceOption() : base("--device")
    {
        Description = "Where to compute: cpu, cuda or cuda:N. The CPU if absent.";
        HelpName = "NAME";
    }

    /// <summary>Whether a GPU may multiply with less exact numbers.</summary>
    internal static Option<bool> Tf32() => new("--tf32") { Description = "Let a GPU multiply float32 with TensorFloat-32: faster, to three digits." };

    /// <summary>Whether a GPU, too, must give equal bits each time.</summary>
    internal static Option<bool> Deterministic() => new("--deterministic") { Description = "Equal bits on a GPU, too, from slower kernels; the CPU's always give them." };

    /// <summary>The device that was asked for, set up as was asked for; null means the CPU.</summary>
    internal Device? Read(ParseResult given, Option<bool> tf32)
    {
        if (given.GetValue(this) is not { } name) return null;
        var device = DeviceName.Parse(name);
        if (device.type == DeviceType.CUDA) backends.cuda.matmul.allow_tf32 = backends.cudnn.allow_tf32 = given.GetValue(tf32);
        return device;
    }
}
