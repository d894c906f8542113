using System.CommandLine;
using PastaGen.Training;
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

    /// <summary>The device that was asked for; null means the CPU.</summary>
    internal Device? Read(ParseResult given) => given.GetValue(this) is { } name ? DeviceName.Parse(name) : null;
}
