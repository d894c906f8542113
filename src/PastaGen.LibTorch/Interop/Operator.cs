using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;

namespace PastaGen.LibTorch.Interop;

/// <summary>
/// One ATen operator, looked up by name once and then called through the dispatcher. This is the only path by which
/// tensors are computed: it marshals on the stack, allocates nothing managed but the tensors it returns, and checks for
/// an error in one place.
/// </summary>
internal sealed unsafe class Operator(string name)
{
    private const int StackWords = 96;
    private const int ResultCapacity = 4;
    private void* handle;
    private bool looked;

    /// <summary>The operator's name, without its namespace where that is libtorch's own, with its overload after a dot where it has one.</summary>
    internal string Name { get; } = name;

    /// <summary>The name with its namespace.</summary>
    internal string QualifiedName => Name.Contains("::", StringComparison.Ordinal) ? Name : "aten::" + Name;

    /// <summary>Whether this libtorch has the operator.</summary>
    internal bool Exists => Find() != null;

    /// <summary>Calls and wraps the one tensor that is returned.</summary>
    internal torch.Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        NativeArgument result;
        Invoke(arguments, &result, 1);
        return new torch.Tensor((nint)result.Bits);
    }

    /// <summary>Calls an operator that writes into its first argument; what it returns is that argument, so it is released.</summary>
    internal torch.Tensor CallInPlace(torch.Tensor self, params ReadOnlySpan<Argument> arguments)
    {
        NativeArgument result;
        Invoke(arguments, &result, 1);
        Native.pastagen_tensor_release((nint)result.Bits);
        return self;
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    internal (torch.Tensor, torch.Tensor) CallPair(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeArgument[2];
        Invoke(arguments, results, 2);
        return (new torch.Tensor((nint)results[0].Bits), new torch.Tensor((nint)results[1].Bits));
    }

    /// <summary>Calls an operator that returns three tensors.</summary>
    internal (torch.Tensor, torch.Tensor, torch.Tensor) CallTriple(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeArgument[3];
        Invoke(arguments, results, 3);
        return (new torch.Tensor((nint)results[0].Bits), new torch.Tensor((nint)results[1].Bits), new torch.Tensor((nint)results[2].Bits));
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    internal torch.Tensor[] CallList(params ReadOnlySpan<Argument> arguments)
    {
        NativeArgument result;
        Invoke(arguments, &result, 1);
        var tensors = new torch.Tensor[result.Count];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = new torch.Tensor(((nint*)result.Bits)[i]);
        return tensors;
    }

    /// <summary>Calls an operator whose results, if any, are not wanted.</summary>
    internal void CallVoid(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeArgument[ResultCapacity];
        var count = Invoke(arguments, results, ResultCapacity);
        for (var i = 0; i < count; i++)
        {
            if (results[i].Tag == ArgumentTag.Tensor) Native.pastagen_tensor_release((nint)results[i].Bits);
            if (results[i].Tag != ArgumentTag.TensorList) continue;
            for (var j = 0; j < results[i].Count; j++) Native.pastagen_tensor_release(((nint*)results[i].Bits)[j]);
        }
    }

    /// <summary>Calls an operator that returns a number or a truth value.</summary>
    internal NativeArgument CallValue(params ReadOnlySpan<Argument> arguments)
    {
        NativeArgument result;
        Invoke(arguments, &result, 1);
        return result;
    }

    [SkipLocalsInit]
    private int Invoke(ReadOnlySpan<Argument> arguments, NativeArgument* results, int capacity)
    {
        var operation = Find();
        if (operation == null) throw TorchException.OfCall(this, arguments, "");
        var native = stackalloc NativeArgument[arguments.Length];
        var needed = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            native[i] = new() { Tag = argument.Tag, Count = argument.Count, Bits = argument.Bits };
            needed += Words(in argument);
        }
        int status, count;
        if (needed <= StackWords)
        {
            var scratch = stackalloc long[StackWords];
            if (needed > 0) Spread(arguments, native, scratch);
            status = Native.pastagen_call(operation, native, arguments.Length, results, capacity, &count);
        }
        else
        {
            var rented = ArrayPool<long>.Shared.Rent(needed);
            fixed (long* scratch = rented)
            {
                Spread(arguments, native, scratch);
                status = Native.pastagen_call(operation, native, arguments.Length, results, capacity, &count);
            }
            ArrayPool<long>.Shared.Return(rented);
        }
        if (status != 0) throw TorchException.OfCall(this, arguments, Native.LastError());
        return count;
    }

    /// <summary>How many 8-byte words of scratch memory an argument's content takes.</summary>
    private static int Words(in Argument argument) => argument.Tag switch
    {
        ArgumentTag.IntList or ArgumentTag.TensorList or ArgumentTag.OptionalTensorList when argument.Source is not null => argument.Count,
        ArgumentTag.String when argument.Source is string text => (Encoding.UTF8.GetByteCount(text) + 7) / 8,
        _ => 0,
    };

    /// <summary>Copies lists and text out of managed memory, where they could move, into scratch memory.</summary>
    private static void Spread(ReadOnlySpan<Argument> arguments, NativeArgument* native, long* scratch)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            var words = Words(in argument);
            if (words == 0) continue;
            switch (argument.Source)
            {
                case long[] integers: integers.CopyTo(new Span<long>(scratch, integers.Length)); break;
                case torch.Tensor?[] tensors:
                    for (var j = 0; j < tensors.Length; j++) scratch[j] = tensors[j] is { } tensor ? tensor.Handle : 0;
                    break;
                case string text: native[i].Count = Encoding.UTF8.GetBytes(text, new Span<byte>(scratch, words * 8)); break;
                default: scratch[0] = argument.Bits; break;
            }
            native[i].Bits = (long)scratch;
            scratch += words;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void* Find() => handle != null ? handle : LookUp();

    private void* LookUp()
    {
        // Another thread that reads true here must also read the handle that was found before it.
        if (Volatile.Read(ref looked)) return handle;
        var dot = Name.IndexOf('.', StringComparison.Ordinal);
        var name = Marshal.StringToCoTaskMemUTF8(dot < 0 ? QualifiedName : QualifiedName[..^(Name.Length - dot)]);
        var overload = Marshal.StringToCoTaskMemUTF8(dot < 0 ? "" : Name[(dot + 1)..]);
        handle = Native.pastagen_find((byte*)name, (byte*)overload);
        Marshal.FreeCoTaskMem(name);
        Marshal.FreeCoTaskMem(overload);
        Volatile.Write(ref looked, true);
        return handle;
    }
}
