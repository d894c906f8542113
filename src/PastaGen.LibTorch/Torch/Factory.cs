using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PastaGen.LibTorch.Interop;

namespace TorchSharp;

/// <summary>What every function that makes a tensor from nothing or from managed memory shares.</summary>
internal static unsafe class Factory
{
    /// <summary>A device as an argument; the processor where none is named.</summary>
    internal static Argument Place(torch.Device? device) => device ?? torch.get_default_device();

    /// <summary>The last step: gradients as asked; names are not part of the engine.</summary>
    internal static torch.Tensor Make(torch.Tensor tensor, bool requires_grad, string[]? names)
    {
        if (names is { Length: > 0 }) throw new ArgumentException("dimension names are not offered by this engine; leave them out", nameof(names));
        return tensor.WithGrad(requires_grad);
    }

    internal static torch.Tensor WithGrad(this torch.Tensor tensor, bool requires_grad)
    {
        if (requires_grad) tensor.requires_grad = true;
        return tensor;
    }

    internal static T[] AsArray<T>(IList<T> list) => list as T[] ?? [.. list];

    internal static torch.Tensor Copy<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<long> sizes, torch.ScalarType own, torch.ScalarType? dtype, torch.Device? device, bool requires_grad, string[]? names)
        where T : unmanaged => CopyBytes(MemoryMarshal.AsBytes(values), values.Length, sizes, own, dtype, device, requires_grad, names);

    internal static torch.Tensor CopyArray<T>(Array values, torch.ScalarType own, torch.ScalarType? dtype, torch.Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(values), checked(values.Length * Unsafe.SizeOf<T>()));
        return CopyBytes(bytes, values.Length, Sizes(values), own, dtype, device, requires_grad, names);
    }

    internal static long[] Sizes(Array values) => [.. Enumerable.Range(0, values.Rank).Select(values.GetLongLength)];

    internal static torch.Tensor CopyBytes(
        ReadOnlySpan<byte> bytes, long count, ReadOnlySpan<long> sizes, torch.ScalarType own, torch.ScalarType? dtype, torch.Device? device, bool requires_grad, string[]? names)
    {
        long wanted = 1;
        foreach (var size in sizes) wanted = checked(wanted * size);
        if (wanted != count) throw new ArgumentException($"a shape of [{string.Join(", ", sizes.ToArray())}] holds {wanted} elements, and {count} were given", nameof(sizes));
        var tensor = Aten.empty_memory_format.Call(sizes.ToArray(), own, Argument.None, torch.CPU);
        bytes.CopyTo(new Span<byte>(tensor.DataPointer(), bytes.Length));
        var place = device ?? torch.get_default_device();
        if ((dtype is { } other && other != own) || place.type != DeviceType.CPU)
        {
            var moved = tensor.to(dtype ?? own, place);
            tensor.Dispose();
            tensor = moved;
        }
        return Make(tensor, requires_grad, names);
    }

    /// <summary>The dtype of a managed element type.</summary>
    internal static torch.ScalarType TypeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => torch.ScalarType.Bool,
        TypeCode.Byte => torch.ScalarType.Byte,
        TypeCode.SByte => torch.ScalarType.Int8,
        TypeCode.Int16 => torch.ScalarType.Int16,
        TypeCode.Int32 => torch.ScalarType.Int32,
        TypeCode.Int64 => torch.ScalarType.Int64,
        TypeCode.Single => torch.ScalarType.Float32,
        TypeCode.Double => torch.ScalarType.Float64,
        _ when type == typeof(Half) => torch.ScalarType.Float16,
        _ => throw new ArgumentException($"{type.Name} is no element type of a tensor; expected bool, byte, sbyte, short, int, long, Half, float or double"),
    };

    internal static int SizeOf(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool or torch.ScalarType.QInt8 or torch.ScalarType.QUInt8 => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 or torch.ScalarType.QInt32 => 4,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => 8,
    };
}
