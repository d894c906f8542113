using System.Runtime.InteropServices;

namespace PastaGen.LibTorch.Interop;

/// <summary>The C library's environment: .NET keeps a copy of its own, which libgomp and OpenBLAS never see.</summary>
internal static partial class LibC
{
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int setenv(string name, string value, int overwrite);

    /// <summary>Sets a variable where native code sees it, unless the user has set it.</summary>
    internal static void SetUnlessSet(string name, string value)
    {
        if (setenv(name, value, overwrite: 0) != 0) throw new InvalidOperationException($"{name} could not be set in the environment");
    }
}
