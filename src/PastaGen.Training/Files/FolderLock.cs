using System.Runtime.InteropServices;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>Holds a folder for one process at a time. The system lets go of it when the process ends, however it ends.</summary>
internal sealed partial class FolderLock : IDisposable
{
    private const int ReadOnlyAndClosedInChildren = 0x80000;
    private const int ExclusiveWithoutWaiting = 2 | 4;
    private const int WouldBlock = 11;
    private readonly int descriptor;

    private FolderLock(int descriptor) => this.descriptor = descriptor;

    /// <summary>Takes a folder; does nothing where the system or the file system knows no such locks.</summary>
    /// <exception cref="BadInputException">Another process has it.</exception>
    public static FolderLock Take(string folder)
    {
        if (!OperatingSystem.IsLinux()) return new FolderLock(-1);
        var descriptor = Open(folder, ReadOnlyAndClosedInChildren);
        if (descriptor < 0 || Lock(descriptor, ExclusiveWithoutWaiting) == 0) return new FolderLock(descriptor);
        var taken = Marshal.GetLastPInvokeError() == WouldBlock;
        _ = Close(descriptor);
        if (taken) throw new BadInputException($"{folder}: another process trains into this folder; wait for it, stop it, or choose another folder");
        return new FolderLock(-1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (descriptor >= 0) _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
