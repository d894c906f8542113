using System.Security.Cryptography;

namespace PastaGen.Text.Data;

/// <summary>Reads the examples of a data file.</summary>
public static class DataFile
{
    private static readonly DataOptions Usual = new();

    /// <summary>
    /// The examples of a file in file order, read while they are enumerated. LF or CRLF ends a line; where a line is a row, blank lines are
    /// passed over and told, but for those at the end. UTF-16 is read where the file begins with its byte order mark.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is to be read; null reads UTF-8 with one label a row, the rest as the file's name and first line say.</param>
    /// <exception cref="BadInputException">
    /// While enumerating: no such file, no examples, a row that does not fit, bytes that are not of the encoding, options that contradict each other.
    /// </exception>
    public static IEnumerable<Example> Read(string path, DataOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= Usual;
        if (options.Limit is { } number) ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, nameof(options));
        return Examples(path, options);
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

    private static IEnumerable<Example> Examples(string path, DataOptions options)
    {
        var format = FormatOf(path, options);
        var reader = ReaderOf(path, format, options);
        using var stream = Open(path);
        var (read, pairs) = (0, 0);
        foreach (var example in reader.Read(new TextLines(path, options.Encoding) { KeepsReturns = format == DataFormat.Commas }.Read(stream)))
        {
            if (example.Pair is not null) pairs++;
            yield return example;
            if (++read == options.Limit) break;
        }
        reader.TellBlankLines();
        if (read == 0) throw new BadInputException($"{path}: has no examples; expected {reader.Expected}");

        // Rows may be single texts among pairs, so that a name that no row knows shows at the end alone.
        if (read != options.Limit && options.PairColumn is { } name && pairs == 0) throw new BadInputException($"{path}: no row has a second text under \"{name}\"; name the key as the file spells it, or leave the name out");
    }

    private static RowReader ReaderOf(string path, DataFormat format, DataOptions options)
    {
        if (options.Task is { } task && task.Target != options.Target)
            throw new BadInputException($"{path}: {task.Name} has {Named(task.Target)} for labels, but the model answers with {Named(options.Target)}");
        if (options.Task is { } named && options.NamesColumns)
            throw new BadInputException($"{path}: {named.Name} says which columns are read; name a task or columns, not both");
        if (options.Splits.Count > 0 && format != DataFormat.Json)
            throw new BadInputException($"{path}: only a JSON document has splits; this file is read whole");
        if (format == DataFormat.Conll && options.Target != TargetKind.Tags)
            throw new BadInputException($"{path}: holds {Named(TargetKind.Tags)}, but the model answers with {Named(options.Target)}");
        if (format == DataFormat.Conll && options.NamesColumns)
            throw new BadInputException($"{path}: CoNLL columns have no names: the word is the first and the tag the last; name no columns");
        return format switch
        {
            DataFormat.Tabs when options.Task is { LeadingLabel: not null } => new LeadingLabelRows(path, options),
            DataFormat.Tabs => new TabbedRows(path, options),
            DataFormat.Commas => new QuotedRows(path, options),
            DataFormat.JsonLines => new JsonRows(path, options),
            DataFormat.Json => new JsonParts(path, options),
            DataFormat.Conll => new ConllRows(path, options),
            var other => throw new ArgumentOutOfRangeException(nameof(options), other, "not a data format"),
        };
    }

    private static DataFormat FormatOf(string path, DataOptions options)
    {
        if (options.Format is { } format) return format;
        if (options.Task is not null) return DataFormat.Tabs;
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" => DataFormat.JsonLines,
            ".json" => options.Splits.Count > 0 || IsDocument(path, options) ? DataFormat.Json : DataFormat.JsonLines,
            ".csv" => DataFormat.Commas,
            ".conll" => DataFormat.Conll,
            _ => options.Target == TargetKind.Tags ? DataFormat.Conll : DataFormat.Tabs,
        };
    }

    private static bool IsDocument(string path, DataOptions options)
    {
        using var stream = Open(path);
        return new TextLines(path, options.Encoding).Read(stream).Select(line => line.Line).FirstOrDefault() is { } first && JsonParts.Begins(first);
    }

    private static string Named(TargetKind kind) => kind switch
    {
        TargetKind.Number => "numbers",
        TargetKind.Classes => "several labels a row",
        TargetKind.Tags => "a tag for each word",
        _ => "one label a row",
    };

    /// <summary>A file, for reading from its beginning to its end.</summary>
    /// <exception cref="BadInputException">It is not there, or cannot be read.</exception>
    internal static FileStream Open(string path)
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
