using System.Text;
using PastaGen.Text.Data;

namespace PastaGen.Text.Corpora;

/// <summary>
/// Reads files of plain text in UTF-8, each of them one document. Blank lines part its paragraphs, and the lines of a paragraph are put
/// together with a space between. A word that goes on in the next line is put together without one: it keeps its hyphen, which in text
/// that a machine wrapped is the compound's own, but loses a soft hyphen (U+00AD).
/// </summary>
public static class PlainText
{
    private const int LinesBetweenChecks = 4096;

    /// <summary>
    /// The documents of files and folders, one after the other, each read when it is asked for. Files without text are passed over.
    /// </summary>
    /// <param name="paths">Files, or folders, of which the files *.txt are taken in the ordinal order of their names.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="BadInputException">
    /// A path is missing, a folder has no *.txt, a file cannot be read or is not UTF-8, or there is no text in any of them. The paths are
    /// looked at at once, the files when they are read.
    /// </exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static IEnumerable<Document> Read(IEnumerable<string> paths, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        string[] files = [.. paths.SelectMany(Files)];
        if (files.Length == 0) throw new BadInputException("expected at least one file or folder of plain text; found none");
        return ReadFiles(files, cancellation);
    }

    private static string[] Files(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new BadInputException($"{path}: there is no such file or folder; expected plain text");
        string[] files;
        try
        {
            files = Directory.GetFiles(path, "*.txt");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be read: {error.Message}", error);
        }
        if (files.Length == 0) throw new BadInputException($"{path}: has no files *.txt; expected a folder of plain text, or name the files themselves");
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static IEnumerable<Document> ReadFiles(string[] files, CancellationToken cancellation)
    {
        var hasText = false;
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var paragraphs = Paragraphs(file, cancellation);
            if (paragraphs.Count == 0) continue;
            hasText = true;
            yield return new Document(file, paragraphs);
        }
        if (hasText) yield break;
        throw new BadInputException($"{files[0]}{(files.Length > 1 ? $" and {files.Length - 1} more" : "")}: no text; expected paragraphs with blank lines between");
    }

    private static List<string> Paragraphs(string path, CancellationToken cancellation)
    {
        var paragraphs = new List<string>();
        var paragraph = new StringBuilder();
        using var stream = DataFile.Open(path);
        var lines = new TextLines(path) { Expected = "lines of text", EncodingMend = "save the file as UTF-8" };
        foreach (var (line, number) in lines.Read(stream))
        {
            if (number % LinesBetweenChecks == 0) cancellation.ThrowIfCancellationRequested();
            var text = line.AsSpan().Trim();
            if (text.IsEmpty) End();
            else Append(paragraph, text);
        }
        End();
        return paragraphs;

        void End()
        {
            if (paragraph.Length > 0) paragraphs.Add(paragraph.ToString());
            paragraph.Clear();
        }
    }

    private static void Append(StringBuilder paragraph, ReadOnlySpan<char> line)
    {
        if (paragraph.Length > 0)
        {
            if (paragraph[^1] == '\u00AD') paragraph.Length--;
            else if (!EndsInsideWord(paragraph) || !char.IsLetter(line[0])) paragraph.Append(' ');
        }
        paragraph.Append(line);
    }

    private static bool EndsInsideWord(StringBuilder paragraph) =>
        paragraph.Length > 1 && paragraph[^1] is ('-' or '\u2010') && char.IsLetter(paragraph[^2]);
}
