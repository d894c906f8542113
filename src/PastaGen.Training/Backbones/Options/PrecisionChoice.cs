using PastaGen.LibTorch;
using PastaGen.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>A precision and why it is the one: what was asked for, else what a delta was trained in, else what the machine is fast in.</summary>
/// <param name="Precision">The precision.</param>
/// <param name="Reason">Why, as the rest of a sentence.</param>
/// <param name="IsWorthALine">Whether a person should be told: the machine chose, or is slower so than it could be.</param>
public sealed record PrecisionChoice(Precision Precision, string Reason, bool IsWorthALine)
{
    /// <summary>The choice as one line.</summary>
    public string Line => $"precision: {Precision.Name()}, {Reason}";

    /// <summary>Chooses for a model on a device.</summary>
    /// <param name="asked">What was asked for; null means <c>auto</c>.</param>
    /// <param name="delta">The header of the delta that is used; null in training and where there is none.</param>
    /// <param name="facts">The model.</param>
    /// <param name="config">Its backbone's sizes.</param>
    /// <param name="device">Where it computes; null means the CPU.</param>
    public static PrecisionChoice Of(Precision? asked, DeltaHeader? delta, ModelFacts facts, EncoderConfig config, Device? device)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(config);
        device ??= CPU;
        var recorded = delta is null ? null : Precisions.Parse(delta.Precision);
        return Of(asked, recorded, TrainsBackbone(facts, config), device.type == TorchSharp.DeviceType.CUDA, BFloat16Hardware.Of(device));
    }

    /// <summary>Chooses, as a pure function of what is known.</summary>
    /// <param name="asked">What was asked for; null means <c>auto</c>.</param>
    /// <param name="recorded">What the delta in use was trained in; null where there is none.</param>
    /// <param name="trainsBackbone">Whether the model trains weights of the backbone, so that bf16 means autocast.</param>
    /// <param name="onGpu">Whether it computes on a GPU.</param>
    /// <param name="hardware">What multiplies bfloat16 there, such as <c>AMX</c>; null where nothing does.</param>
    public static PrecisionChoice Of(Precision? asked, Precision? recorded, bool trainsBackbone, bool onGpu, string? hardware)
    {
        var missing = $"this {(onGpu ? "GPU" : "processor")} does not multiply bfloat16";
        if ((asked ?? recorded) is { } stated)
        {
            var reason = asked is null ? "as the delta was trained" : "as asked";
            return stated == Precision.Bf16 && hardware is null
                ? new(stated, $"{reason}; slower than fp32 here, for {missing}", IsWorthALine: true)
                : new(stated, reason, IsWorthALine: false);
        }
        if (hardware is null) return new(Precision.Fp32, $"for {missing}", IsWorthALine: true);
        return new(
            Precision.Bf16,
            trainsBackbone ? $"by autocast: {hardware} multiplies it; the weights are fp32" : $"for the frozen weights: {hardware} multiplies it; what is trained is fp32",
            IsWorthALine: true);
    }

    /// <summary>Whether a model trains anything of the backbone.</summary>
    /// <param name="facts">The model.</param>
    /// <param name="config">Its backbone's sizes.</param>
    internal static bool TrainsBackbone(ModelFacts facts, EncoderConfig config) => facts.Parameters(new ModelShape(config, 1))
        .Any(parameter => parameter is { Part: ModelPart.Backbone, State: not ParameterState.Frozen });
}
