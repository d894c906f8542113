using System.Runtime.InteropServices;
using System.Text;
using PastaGen.LibTorch.Interop;
using TorchSharp;

namespace PastaGen.LibTorch;

/// <summary>What libtorch refused to do, in one sentence that names the operator and the arguments' dtypes and shapes.</summary>
public sealed class TorchException : ExternalException
{
    /// <summary>An error without a message.</summary>
    public TorchException() { }

    /// <summary>An error with the given message.</summary>
    public TorchException(string message) : base(message) { }

    /// <summary>An error with the given message and cause.</summary>
    public TorchException(string message, Exception inner) : base(message, inner) { }

    internal static TorchException Of(string action, string reason) => new($"{action}: {FirstLine(reason)}");

    internal static TorchException OfCall(Operator operation, ReadOnlySpan<Argument> arguments, string reason)
    {
        if (!operation.Exists) return new($"{operation.Name} is not an operator of the libtorch in use; the verb doctor prints its version");
        var text = new StringBuilder().Append(operation.QualifiedName).Append(": ").Append(FirstLine(reason)).Append(" (called with ");
        for (var i = 0; i < arguments.Length; i++) Describe(i == 0 ? text : text.Append(", "), in arguments[i]);
        return new(text.Append(')').ToString());
    }

    /// <summary>libtorch puts notes for its own developers on later lines.</summary>
    private static string FirstLine(string reason)
    {
        var end = reason.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? reason : reason[..end]).Trim();
    }

    private static void Describe(StringBuilder text, in Argument argument)
    {
        switch (argument.Source)
        {
            case torch.Tensor tensor: text.Append(tensor.IsInvalid ? "a disposed tensor" : tensor.ToString()); break;
            case torch.Tensor?[] tensors: text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{tensors.Length} tensors [{string.Join(", ", tensors.Select(tensor => tensor?.ToString() ?? "none"))}]"); break;
            case long[] integers: text.Append('[').AppendJoin(", ", integers).Append(']'); break;
            case string words: text.Append('"').Append(words).Append('"'); break;
            default:
                text.Append(argument.Tag switch
                {
                    ArgumentTag.None => "none",
                    ArgumentTag.Double => BitConverter.Int64BitsToDouble(argument.Bits).ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ArgumentTag.Bool => argument.Bits != 0 ? "true" : "false",
                    ArgumentTag.Int => argument.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ArgumentTag.IntList => argument.Count == 1 && argument.Source is not null ? $"[{argument.Bits}]" : $"{argument.Count} integers",
                    var tag => tag.ToString(),
                });
                break;
        }
    }
}
