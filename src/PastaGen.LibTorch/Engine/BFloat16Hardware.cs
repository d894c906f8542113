using PastaGen.LibTorch.Engine;
using TorchSharp;

namespace PastaGen.LibTorch;

/// <summary>Which hardware multiplies bfloat16 itself, so that it is faster than fp32 there and not slower.</summary>
public static class BFloat16Hardware
{
    /// <summary>What multiplies bfloat16 on a device, such as <c>AMX</c> or <c>the GPU</c>; null where nothing does.</summary>
    /// <param name="device">The device; only its kind is looked at, for GPUs without bfloat16 have become rare.</param>
    public static string? Of(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.type == DeviceType.CUDA ? "the GPU" : OfProcessor();
    }

    /// <summary>What multiplies bfloat16 in this machine's processor; null where nothing does, or the system does not tell.</summary>
    public static string? OfProcessor() => NamedBy(Processor.Features);

    /// <summary>The feature among a processor's flags that multiplies bfloat16, as Linux names them; null where there is none.</summary>
    /// <param name="flags">The flags, such as <c>avx512_bf16</c>.</param>
    public static string? NamedBy(IEnumerable<string> flags)
    {
        ArgumentNullException.ThrowIfNull(flags);
        var known = flags.ToHashSet(StringComparer.Ordinal);
        if (known.Contains("amx_bf16")) return "AMX";
        if (known.Contains("avx512_bf16")) return "AVX512-BF16";
        return known.Contains("bf16") ? "Arm's BF16" : null;
    }
}
