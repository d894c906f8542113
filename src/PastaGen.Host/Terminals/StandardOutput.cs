using Microsoft.Win32.SafeHandles;

namespace PastaGen.Host.Terminals;

/// <summary>
/// The process's standard output as a stream that fails when its reader has gone. The one of <see cref="Console"/> swallows that, so
/// that a verb before <c>head</c> would compute on for nobody.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;
    private const int BrokenPipe = 32;

    /// <summary>Opens it.</summary>
    internal static Stream Open()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var pipe = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        if (!pipe.CanSeek) return pipe;
        // A file has no reader to lose, and a FileStream would write over what others append to it.
        pipe.Dispose();
        return Console.OpenStandardOutput();
    }

    /// <summary>Whether an error says that the reader has gone.</summary>
    internal static bool ReaderIsGone(Exception error) => error is IOException { HResult: BrokenPipe };
}
