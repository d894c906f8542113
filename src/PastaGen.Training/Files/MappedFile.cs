using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>A file's bytes, mapped into memory for reading: pages are read when they are touched and never copied.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
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
}
