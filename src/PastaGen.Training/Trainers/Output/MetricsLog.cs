using System.Text;

namespace PastaGen.Training;

/// <summary>
/// The file of a run's events, one JSON object a line. Lines that cannot be written, as on a full disk, wait and are tried again with
/// the next; a line that was written in part is taken back.
/// </summary>
internal sealed class MetricsLog(string path)
{
    // About 100,000 lines. What waits beyond that is dropped: the run itself is worth more than its record.
    private const int MostWaiting = 16 << 20;
    private readonly StringBuilder waiting = new();

    /// <summary>Bytes of whole lines in the file.</summary>
    public long Length { get; private set; }

    /// <summary>Whether lines wait to be written.</summary>
    public bool IsBehind => waiting.Length > 0;

    /// <summary>Cuts the file to what an earlier process's state tells of; 0 begins anew.</summary>
    /// <param name="length">Bytes to keep.</param>
    public void CutTo(long length)
    {
        if (length == 0 && !File.Exists(path)) return;
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        if (stream.Length > length) stream.SetLength(length);
        Length = stream.Length;
    }

    /// <summary>The lines of the file, and those that wait to be written.</summary>
    public IEnumerable<string> ReadLines()
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line) yield return line;
        foreach (var line in waiting.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)) yield return line;
    }

    /// <summary>Takes a line, to be written by <see cref="Flush"/>.</summary>
    public void Add(string line)
    {
        if (waiting.Length < MostWaiting) waiting.Append(line).Append('\n');
    }

    /// <summary>Writes what waits.</summary>
    /// <param name="toDisk">Whether to wait until it is safe on the disk.</param>
    /// <exception cref="IOException">It cannot be written, and waits on.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written, and waits on.</exception>
    public void Flush(bool toDisk = false)
    {
        if (!IsBehind && !toDisk) return;
        // Opened anew each time, so that a file that was deleted meanwhile is made again.
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        if (stream.Length > Length) stream.SetLength(Length);
        stream.Seek(0, SeekOrigin.End);
        stream.Write(Encoding.UTF8.GetBytes(waiting.ToString()));
        Length = stream.Length;
        waiting.Clear();
        if (toDisk) stream.Flush(flushToDisk: true);
    }
}
