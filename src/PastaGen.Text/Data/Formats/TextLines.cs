using System.Buffers;
using System.Text;

namespace PastaGen.Text.Data;

/// <summary>
/// The lines of a stream, strictly decoded: only LF and CRLF end a line, a byte order mark is skipped, and bytes that are not UTF-8 are
/// an error with their line number, which no reader of the runtime tells. A byte order mark of UTF-16, with which spreadsheets begin what
/// they call Unicode text, makes it UTF-16.
/// </summary>
internal sealed class TextLines(string path, FileEncoding encoding = FileEncoding.Utf8)
{
    /// <summary>A longer line is refused: a file without line ends must not fill the memory.</summary>
    public const int LongestLine = 16 * 1024 * 1024;

    private const int MarkLength = 2;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether a carriage return before a line feed stays in the line, for a reader to whom it may be data.</summary>
    public bool KeepsReturns { get; init; }

    /// <summary>What the file was expected to hold, for messages.</summary>
    public string Expected { get; init; } = "one example a line";

    /// <summary>What mends bytes that are not UTF-8, for messages.</summary>
    public string EncodingMend { get; init; } = "save the file as UTF-8, or read it with --encoding latin1";

    /// <summary>Each line with its number, from 1.</summary>
    /// <exception cref="BadInputException">Unreadable, not UTF-8, or a line beyond <see cref="LongestLine"/>.</exception>
    public IEnumerable<(string Line, int Number)> Read(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int start = 0, end = ReadMark(stream, buffer), number = 0;
            if (Utf16(buffer.AsSpan(0, end)) is { } utf16)
            {
                stream = System.Text.Encoding.CreateTranscodingStream(stream, utf16, Strict, leaveOpen: true);
                end = 0;
            }
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
                var read = Read(stream, buffer.AsSpan(end));
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

    // A pipe gives as few bytes at once as it likes, and cannot be gone back in.
    private int ReadMark(Stream stream, byte[] buffer)
    {
        var end = 0;
        while (end < MarkLength && Read(stream, buffer.AsSpan(end, MarkLength - end)) is var read and > 0) end += read;
        return end;
    }

    // Whoever asks for Latin-1 has asked for two letters that nobody begins a text with.
    private UnicodeEncoding? Utf16(ReadOnlySpan<byte> begin) => encoding == FileEncoding.Latin1 || begin.Length < MarkLength ? null : (begin[0], begin[1]) switch
    {
        (0xFF, 0xFE) => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        (0xFE, 0xFF) => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        _ => null,
    };

    private int Read(Stream stream, Span<byte> buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (DecoderFallbackException error)
        {
            throw new BadInputException($"{path}: begins with the byte order mark of UTF-16, but is not UTF-16 throughout; save the file as UTF-8", error);
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
