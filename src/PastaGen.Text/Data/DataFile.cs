using System.Security.Cryptography;

namespace PastaGen.Text.Data;

/// <summary>Reads the examples of a data file, one line at a time.</summary>
public static class DataFile
{
    /// <summary>
    /// The examples of a file in file order, read while they are enumerated. UTF-8 with or without a byte order mark, LF or CRLF;
    /// blank lines are allowed at the end only.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How its rows are written; null tells it from the extension, the header or the first row's columns.</param>
    /// <param name="limit">At most this many examples; the rest of the file is not looked at.</param>
    /// <param name="labeled">Whether every row must have a label, as training and evaluation need; prediction passes false.</param>
    /// <exception cref="BadInputException">
    /// While enumerating: no such file, no examples, a row that does not fit the format, bytes that are not UTF-8.
    /// </exception>
    public static IEnumerable<Example> Read(string path, DataFormat? format = null, int? limit = null, bool labeled = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (limit is { } number) ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, nameof(limit));
        return Examples(path, format, limit ?? int.MaxValue, labeled);
    }

    /// <summary>The SHA-256 of the file's bytes in lower-case hexadecimal, by which a resumed run knows its data again.</summary>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static string Digest(string path)
    {
        try
        {
            using var stream = Open(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (IOException error)
        {
            throw Unreadable(path, error);
        }
    }

    private static IEnumerable<Example> Examples(string path, DataFormat? format, int limit, bool labeled)
    {
        using var stream = Open(path);
        RowReader? reader = null;
        int read = 0, blank = 0;
        foreach (var (line, number) in Utf8Lines.Read(stream, path))
        {
            if (read == limit) yield break;
            if (IsBlank(line))
            {
                if (blank == 0) blank = number;
                continue;
            }
            if (blank != 0)
                throw new BadInputException($"{path}:{blank}: the line is blank, with rows after it; blank lines are allowed at the end of the file only");
            if (reader is null)
            {
                reader = RowReader.For(path, format, line, labeled);
                if (reader.IsHeader(line)) continue;
            }
            yield return reader.Read(line, number);
            read++;
        }
        if (read == 0) throw new BadInputException($"{path}: has no examples; expected {(reader is null ? "one row a line" : reader.Expected)}");
    }

    // A row of empty columns is not blank: its tabs are data.
    private static bool IsBlank(string line) => line.AsSpan().IndexOfAnyExcept(' ', '\r') < 0;

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException($"{path}: there is no such file", error);
        }
        catch (UnauthorizedAccessException error) when (Directory.Exists(path))
        {
            throw new BadInputException($"{path}: is a folder; expected a file of examples", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unreadable(path, error);
        }
    }

    private static BadInputException Unreadable(string path, Exception error) => new($"{path}: cannot be read: {error.Message}", error);
}
