using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace PastaGen.LibTorch.Interop;

/// <summary>
/// An argument of an operator call, made on the stack by implicit conversion. It keeps a reference to the managed object
/// it came from, so that no finalizer frees a tensor while libtorch still computes with it.
/// </summary>
internal readonly struct Argument
{
    internal readonly object? Source;
    internal readonly ArgumentTag Tag;
    internal readonly int Count;
    internal readonly long Bits;

    private Argument(ArgumentTag tag, long bits, int count = 0, object? source = null)
    {
        Source = source;
        Tag = tag;
        Bits = bits;
        Count = count;
    }

    /// <summary>An optional argument that is left out.</summary>
    internal static Argument None => default;

    /// <summary>A list of exactly one integer, such as a single dimension.</summary>
    internal static Argument IntList(long value) => new(ArgumentTag.IntList, value, 1, SingleInteger);

    /// <summary>Integers at an address that stays valid during the call.</summary>
    internal static unsafe Argument IntList(long* values, int count) => new(ArgumentTag.IntList, (long)values, count);

    /// <summary>Tensors of which some may be null, as indexing takes them.</summary>
    internal static Argument OptionalTensors(torch.Tensor?[] tensors) => new(ArgumentTag.OptionalTensorList, 0, tensors.Length, tensors);

    /// <summary>Text in memory that does not move: a <c>"..."u8</c> literal.</summary>
    internal static unsafe Argument Literal(ReadOnlySpan<byte> text) =>
        new(ArgumentTag.String, (long)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)), text.Length);

    /// <summary>Marks a list whose only value stands in <see cref="Bits"/>.</summary>
    internal static readonly object SingleInteger = new();

    public static implicit operator Argument(torch.Tensor? tensor) =>
        tensor is null ? default : new(ArgumentTag.Tensor, tensor.Handle, source: tensor);

    public static implicit operator Argument(long value) => new(ArgumentTag.Int, value);

    public static implicit operator Argument(long? value) => value is { } known ? new(ArgumentTag.Int, known) : default;

    public static implicit operator Argument(double value) => new(ArgumentTag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(double? value) => value is { } known ? known : default(Argument);

    public static implicit operator Argument(bool value) => new(ArgumentTag.Bool, value ? 1 : 0);

    public static implicit operator Argument(long[]? values) =>
        values is null ? default : new(ArgumentTag.IntList, 0, values.Length, values);

    public static implicit operator Argument(torch.Tensor[] tensors) => new(ArgumentTag.TensorList, 0, tensors.Length, tensors);

    public static implicit operator Argument(string text) => new(ArgumentTag.String, 0, 0, text);

    public static implicit operator Argument(torch.ScalarType dtype) => new(ArgumentTag.Int, (long)dtype);

    public static implicit operator Argument(torch.ScalarType? dtype) => dtype is { } known ? known : default(Argument);

    public static implicit operator Argument(torch.Device? device) =>
        device is null ? default : new(ArgumentTag.Device, device.index, (int)device.type);

    public static implicit operator Argument(torch.Generator? generator) =>
        generator is null ? default : new(ArgumentTag.Generator, generator.Handle, source: generator);

    public static implicit operator Argument(Scalar? scalar) => scalar is null ? default : scalar.Type switch
    {
        torch.ScalarType.Float64 => scalar.Real,
        torch.ScalarType.Bool => scalar.Integer != 0,
        _ => scalar.Integer,
    };
}
