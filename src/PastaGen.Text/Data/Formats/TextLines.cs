using System.Buffers;
using System.Text;

namespace PastaGen.Text.Data;

/// <summary>
/// The lines of a stream, strictly decoded: only LF and CRLF end a line, a byte order mark is skipped, and bytes that are not UTF-8 are
/// an error with their line number, which no reader of the runtime tells.
/// </summary>
internal sealed class TextLines(string path, FileEncoding encoding = FileEncoding.Utf8)
{
    /// <summary>A longer line is refused: a file without line ends must not fill the memory.</summary>
    public const int LongestLine = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether a carriage return before a line feed stays in the line, for a reader to whom it may be data.</summary>
    public bool KeepsReturns { get; init; }

    /// <summary>What the file was expected to hold, for messages.</summary>
    public string Expected { get; init; } = "one example a line";

    /// <summary>What mends bytes that are not UTF-8, for messages.</summary>
    public string EncodingMend { get; init; } = "save the file as UTF-8, or read it with the encoding latin1";

    /// <summary>Each line with its number, from 1.</summary>
    /// <exception cref="BadInputException">Unreadable, not UTF-8, or a line beyond <see cref="LongestLine"/>.</exception>
    public IEnumerable<(string Line, int Number)> Read(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int start = 0, end = 0, number = 0;
            while (true)
            {
                var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
                if (length > LongestLine || length < 0 && end - start > LongestLine)
                    throw new BadInputException($"{path}:{number + 1}: the line is longer than {LongestLine / 1024 / 1024} MiB; expected {Expected}, ended by a line feed");
                if (length >= 0)
                {
                    yield return (Decode(buffer.AsSpan(start, length), ++number), number);
                    start += length + 1;
                    continue;
                }
                (start, end, buffer) = MakeRoom(start, end, buffer);
                var read = ReadMore(stream, buffer, end);
                if (read == 0) break;
                end += read;
            }
            if (end > start) yield return (Decode(buffer.AsSpan(start, end - start), ++number), number);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (int Start, int End, byte[] Buffer) MakeRoom(int start, int end, byte[] buffer)
    {
        var kept = buffer.AsSpan(start, end - start);
        if (kept.Length <= buffer.Length / 2)
        {
            kept.CopyTo(buffer);
            return (0, kept.Length, buffer);
        }
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        kept.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return (0, kept.Length, larger);
    }

    private int ReadMore(Stream stream, byte[] buffer, int end)
    {
        try
        {
            return stream.Read(buffer, end, buffer.Length - end);
        }
        catch (IOException error)
        {
            throw new BadInputException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    private string Decode(ReadOnlySpan<byte> bytes, int number)
    {
        if (!KeepsReturns && bytes.EndsWith("\r"u8)) bytes = bytes[..^1];
        if (encoding == FileEncoding.Latin1) return System.Text.Encoding.Latin1.GetString(bytes);
        if (number == 1 && bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new BadInputException($"{path}:{number}: byte {error.Index + 1} of the line is not UTF-8; {EncodingMend}", error);
        }
    }
}
