using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>What one bare computation shall read and write.</summary>
public sealed record ForwardRequest
{
    /// <summary>The model.</summary>
    public required ModelDefinition Model { get; init; }

    /// <summary>The backbone's folder.</summary>
    public required string Backbone { get; init; }

    /// <summary>A safetensors file with <c>input_ids</c> and what else <c>pasta forward</c> reads.</summary>
    public required string Input { get; init; }

    /// <summary>The safetensors file that the outputs go to, in F32.</summary>
    public required string Output { get; init; }

    /// <summary>A delta, or a folder in which the Python PEFT library holds an adapter; null computes with the backbone's file alone.</summary>
    public string? Delta { get; init; }

    /// <summary>Whether the delta is a plain safetensors file without metadata.</summary>
    public bool Unbound { get; init; }

    /// <summary>The safetensors file that the loss's gradients go to; null computes none.</summary>
    public string? Gradients { get; init; }

    /// <summary>Whether to run exactly the pass that trains and predicts, without hidden states.</summary>
    public bool LogitsOnly { get; init; }

    /// <summary>Where to compute; null means the CPU.</summary>
    public Device? Device { get; init; }

    /// <summary>What products are computed in; null takes the delta's precision or, without one, what the machine is fast in.</summary>
    public Precision? Precision { get; init; } = Training.Precision.Fp32;
}
