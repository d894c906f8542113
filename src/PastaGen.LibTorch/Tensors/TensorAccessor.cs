using System.Collections;
using System.Runtime.CompilerServices;

namespace TorchSharp.Utils;

/// <summary>
/// The elements of a tensor in the order of its dimensions. Reading a tensor that is elsewhere or has gaps reads a copy;
/// writing needs the elements contiguous in the processor's memory.
/// </summary>
/// <typeparam name="T">The element's managed type.</typeparam>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly torch.Tensor? copy;
    private readonly long[] sizes;

    internal TensorAccessor(torch.Tensor tensor)
    {
        TensorAccessor.CheckType<T>(tensor);
        this.tensor = tensor;
        sizes = tensor.shape;
        Count = tensor.numel();
        if (tensor.is_cpu() && tensor.is_contiguous()) return;
        using var here = tensor.cpu();
        copy = here.contiguous().DetachFromDisposeScope();
    }

    /// <summary>How many elements there are.</summary>
    public long Count { get; }

    /// <summary>Whether writing is refused because a copy is read.</summary>
    public bool IsReadOnly => copy is not null;

    private T* First => (T*)(copy ?? tensor).DataPointer();

    /// <summary>One element, by its place in each dimension, or in the flattened tensor where one number is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="InvalidOperationException">The tensor cannot be written to.</exception>
    public T this[params long[] indices]
    {
        get
        {
            var element = First[Offset(indices)];
            GC.KeepAlive(this);
            return element;
        }
        set
        {
            RefuseWhereReadOnly();
            First[Offset(indices)] = value;
            GC.KeepAlive(this);
        }
    }

    /// <summary>A new array of all elements.</summary>
    public T[] ToArray()
    {
        var array = GC.AllocateUninitializedArray<T>(checked((int)Count));
        new Span<T>(First, array.Length).CopyTo(array);
        GC.KeepAlive(this);
        return array;
    }

    /// <summary>A new array with the tensor's dimensions; one element where it has none.</summary>
    public Array ToNDArray()
    {
        if (sizes.Length == 1) return ToArray();
        if (sizes.Length is 0 or > 4)
            throw new InvalidOperationException($"ToNDArray makes arrays of one to four dimensions, and {tensor} has {sizes.Length}; use ToArray");
        var array = NewArray();
        var first = First;
        for (long i = 0; i < Count; i++) Unsafe.Add(ref Unsafe.As<byte, T>(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array)), (nint)i) = first[i];
        GC.KeepAlive(this);
        return array;
    }

    /// <summary>Copies elements from an index on into memory, as many as fit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has no such index.</exception>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var room = array[arrayIndex..];
        From(tensorIndex, room.Length).CopyTo(room);
        GC.KeepAlive(this);
    }

    /// <summary>Copies elements from an index on into an array, as many as fit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has no such index.</exception>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies memory into the elements from an index on.</summary>
    /// <exception cref="ArgumentException">The memory holds more than the tensor from there on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has no such index.</exception>
    /// <exception cref="InvalidOperationException">The tensor cannot be written to.</exception>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        RefuseWhereReadOnly();
        var given = array[arrayIndex..];
        var place = From(tensorIndex, given.Length);
        if (given.Length > place.Length) throw new ArgumentException($"the tensor has room for {place.Length} elements from {tensorIndex} on, and {given.Length} were given", nameof(array));
        given.CopyTo(place);
        GC.KeepAlive(this);
    }

    /// <summary>Copies an array into the elements from an index on.</summary>
    /// <exception cref="ArgumentException">The array holds more than the tensor from there on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has no such index.</exception>
    /// <exception cref="InvalidOperationException">The tensor cannot be written to.</exception>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>The elements one after the other.</summary>
    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Frees the copy, where there is one; the tensor lives on.</summary>
    public void Dispose() => copy?.Dispose();

    private Span<T> From(long tensorIndex, int most)
    {
        if (tensorIndex < 0 || tensorIndex > Count) throw new ArgumentOutOfRangeException(nameof(tensorIndex), tensorIndex, $"the tensor has {Count} elements");
        return new Span<T>(First + tensorIndex, (int)Math.Min(Count - tensorIndex, most));
    }

    private void RefuseWhereReadOnly()
    {
        if (IsReadOnly) throw new InvalidOperationException($"the elements of {tensor} are not contiguous in the processor's memory and cannot be written to");
    }

    private Array NewArray() => sizes.Length switch
    {
        2 => new T[sizes[0], sizes[1]],
        3 => new T[sizes[0], sizes[1], sizes[2]],
        _ => new T[sizes[0], sizes[1], sizes[2], sizes[3]],
    };

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && sizes.Length != 1) return indices[0] >= 0 && indices[0] < Count ? indices[0] : throw Outside(indices);
        if (indices.Length != sizes.Length) throw Outside(indices);
        long offset = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= sizes[i]) throw Outside(indices);
            offset = offset * sizes[i] + indices[i];
        }
        return offset;
    }

    private ArgumentOutOfRangeException Outside(long[] indices) => new(nameof(indices), $"there is no element [{string.Join(", ", indices)}] in a tensor of shape [{string.Join(", ", sizes)}]");
}

/// <summary>The check that every typed access to elements shares.</summary>
internal static class TensorAccessor
{
    internal static void CheckType<T>(torch.Tensor tensor) where T : unmanaged
    {
        var dtype = tensor.dtype;
        // bfloat16 has no type of its own here; its bits are read as unsigned or signed 16-bit numbers.
        var fits = dtype == torch.ScalarType.BFloat16 ? typeof(T) == typeof(ushort) || typeof(T) == typeof(short) : Factory.TypeOf(typeof(T)) == dtype;
        if (!fits) throw new ArgumentException($"the elements of {tensor} cannot be read as {typeof(T).Name}; convert the tensor first, or name its own element type");
    }
}
