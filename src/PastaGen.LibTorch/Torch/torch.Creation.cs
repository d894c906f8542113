using System.Runtime.InteropServices;
using PastaGen.LibTorch.Interop;

namespace TorchSharp;

/// <content>Ranges, draws and tensors like another one.</content>
public static partial class torch
{
    /// <summary>Numbers from zero to before <paramref name="stop"/>.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Aten.arange.Call(stop, dtype, Argument.None, Factory.Place(device)).WithGrad(requires_grad);

    /// <summary>Numbers from <paramref name="start"/> to before <paramref name="stop"/>.</summary>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Aten.arange_start.Call(start, stop, dtype, Argument.None, Factory.Place(device)).WithGrad(requires_grad);

    /// <summary>Numbers from <paramref name="start"/> to before <paramref name="stop"/>, <paramref name="step"/> apart.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Aten.arange_start_step.Call(start, stop, step, dtype, Argument.None, Factory.Place(device)).WithGrad(requires_grad);

    /// <summary>Evenly spaced numbers, both ends included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Aten.linspace.Call(start, end, steps, dtype, Argument.None, Factory.Place(device)).WithGrad(requires_grad);

    /// <summary>Ones on the diagonal, zeros elsewhere.</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Factory.Make(Aten.eye_m.Call(rows, columns < 0 ? rows : columns, dtype, Argument.None, Factory.Place(device)), requires_grad, names);

    /// <summary>Whole numbers drawn from [0, high); int64 unless another dtype is named.</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>Whole numbers drawn from [low, high); int64 unless another dtype is named.</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Factory.Make(Aten.randint_low_generator.Call(low, high, size, generator, dtype ?? ScalarType.Int64, Argument.None, Factory.Place(device)), requires_grad, names);

    /// <summary>The numbers from zero to before <paramref name="n"/> in a random order.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Aten.randperm_generator.Call(n, generator, dtype ?? ScalarType.Int64, Argument.None, Factory.Place(device)).WithGrad(requires_grad);

    /// <summary>Draws from a normal distribution in a shape.</summary>
    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Factory.Make(empty(size, dtype, device).normal_(mean, std, generator), requires_grad, names);

    /// <summary>Elements of any value in the shape of another tensor.</summary>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Factory.Make(input.empty_like(dtype, device), requires_grad, names);

    /// <summary>Zeros in the shape of another tensor.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Factory.Make(input.zeros_like(dtype, device), requires_grad, names);

    /// <summary>Ones in the shape of another tensor.</summary>
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Factory.Make(input.ones_like(dtype, device), requires_grad, names);

    /// <summary>One number in the shape of another tensor.</summary>
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Factory.Make(input.full_like(value, dtype, device), requires_grad, names);

    /// <summary>Draws from [0, 1) in the shape of another tensor.</summary>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        input.rand_like(dtype, device, requires_grad);

    /// <summary>Draws from the standard normal distribution in the shape of another tensor.</summary>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        input.randn_like(dtype, device, requires_grad);

    /// <summary>A copy of an array of any rank.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A copy of an array of any rank, converted where another dtype is named.</summary>
    /// <exception cref="ArgumentException">The array's elements are no elements of a tensor.</exception>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var own = Factory.TypeOf(rawArray.GetType().GetElementType()!);
        return Factory.CopyBytes(Bytes(rawArray, own), rawArray.LongLength, Factory.Sizes(rawArray), own, dtype, device, requires_grad, names);
    }

    /// <summary>A copy of an array of any rank.</summary>
    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    /// <summary>The tensor itself where dtype and device fit, a converted copy else.</summary>
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) => data.to(dtype ?? data.dtype, device ?? data.device);

    /// <summary>A copy of elements of an array, read as <paramref name="dtype"/>, from an offset in bytes.</summary>
    /// <exception cref="ArgumentException">The array ends before the elements do.</exception>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        var bytes = Bytes(rawArray, Factory.TypeOf(rawArray.GetType().GetElementType()!));
        var width = Factory.SizeOf(dtype);
        if (count < 0) count = (bytes.Length - offset) / width;
        if (offset < 0 || offset + count * width > bytes.Length)
            throw new ArgumentException($"{count} elements of {dtype} from byte {offset} need {offset + count * width} bytes, and the array has {bytes.Length}", nameof(rawArray));
        return Factory.CopyBytes(bytes.Slice((int)offset, (int)(count * width)), count, [count], dtype, null, null, requires_grad, null);
    }

    private static ReadOnlySpan<byte> Bytes(Array array, ScalarType own) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), checked(array.Length * Factory.SizeOf(own)));
}
