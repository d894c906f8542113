using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>A file's bytes, mapped into memory for reading: pages are read when they are touched and never copied.</summary>
internal sealed unsafe partial class MappedFile : IDisposable
{
    // MADV_DONTNEED of Linux; on a read-only mapping of a file it drops pages and never content.
    private const int NotNeeded = 4;

    private readonly MemoryMappedFile? file;
    private readonly MemoryMappedViewAccessor? view;
    private byte* start;

    private MappedFile(MemoryMappedFile? file, MemoryMappedViewAccessor? view, long length)
    {
        this.file = file;
        this.view = view;
        Length = length;
        if (view is null) return;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
    }

    /// <summary>Number of bytes.</summary>
    public long Length { get; }

    /// <summary>Maps a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What kind of file it should be, for messages.</param>
    /// <exception cref="BadInputException">It is missing, a folder, or cannot be read.</exception>
    public static MappedFile Open(string path, string expected)
    {
        if (Directory.Exists(path)) throw new BadInputException($"{path}: is a folder; expected {expected}");
        try
        {
            using var handle = File.OpenHandle(path);
            var length = RandomAccess.GetLength(handle);
            return length == 0 ? new MappedFile(null, null, 0) : Map(handle, length);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException($"{path}: there is no such file; expected {expected}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new BadInputException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    /// <summary>A range of the file; valid until the file is disposed of.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public ReadOnlySpan<byte> Bytes(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        if (length == 0) return [];
        ObjectDisposedException.ThrowIf(start is null, this);
        return new ReadOnlySpan<byte>(start + offset, length);
    }

    /// <summary>Lets go of the whole pages inside a range; does nothing where the system has no such call.</summary>
    /// <param name="offset">Where the range begins.</param>
    /// <param name="length">Number of bytes.</param>
    public void Release(long offset, long length)
    {
        if (!OperatingSystem.IsLinux() || start is null) return;
        long page = Environment.SystemPageSize, begin = (long)start + offset, end = begin + length;
        begin = (begin + page - 1) / page * page;
        end = end / page * page;
        if (end > begin) _ = Advise((nint)begin, (nuint)(end - begin), NotNeeded);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (start is not null)
        {
            view!.SafeMemoryMappedViewHandle.ReleasePointer();
            start = null;
        }
        view?.Dispose();
        file?.Dispose();
    }

    private static MappedFile Map(SafeFileHandle handle, long length)
    {
        MemoryMappedFile? file = null;
        MemoryMappedViewAccessor? view = null;
        try
        {
            file = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            return new MappedFile(file, view, length);
        }
        catch
        {
            view?.Dispose();
            file?.Dispose();
            throw;
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
