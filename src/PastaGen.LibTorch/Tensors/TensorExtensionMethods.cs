using TorchSharp.Modules;

namespace TorchSharp;

/// <summary>The only element of a tensor as a number; a tensor as a parameter.</summary>
public static class TensorExtensionMethods
{
    /// <summary>The only element, converted.</summary>
    public static float ToSingle(this torch.Tensor value) => (float)value.ToScalar().Real;

    /// <summary>The only element, converted.</summary>
    public static double ToDouble(this torch.Tensor value) => value.ToScalar().Real;

    /// <summary>The only element, converted.</summary>
    public static int ToInt32(this torch.Tensor value) => checked((int)value.ToScalar().Integer);

    /// <summary>The only element, converted.</summary>
    public static long ToInt64(this torch.Tensor value) => value.ToScalar().Integer;

    /// <summary>Whether the only element is not zero.</summary>
    public static bool ToBoolean(this torch.Tensor value) => value.ToScalar().Real != 0;

    /// <summary>A tensor's data as a parameter; the tensor is empty afterwards.</summary>
    public static Parameter AsParameter(this torch.Tensor tensor) => new(tensor, tensor.requires_grad);

    /// <summary>How many elements a shape holds.</summary>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>The bytes of one element of a dtype.</summary>
    public static int ElementSize(this torch.ScalarType type) => Factory.SizeOf(type);
}
