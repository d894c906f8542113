using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// Writes a file so that whoever reads its path finds the old content or the new one and never a part: into a temporary file beside
/// it, flushed to the disk, renamed, and the folder flushed.
/// </summary>
public static class AtomicFile
{
    /// <summary>What follows a file's name while it is written.</summary>
    internal const string Unfinished = ".partial";

    /// <summary>Replaces or creates a file of text in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="BadInputException">The folder is missing, full, or cannot be written to.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Replaces or creates a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; where it throws, the old file stays as it was.</param>
    /// <param name="beforeReplacing">Called once the new content is safe on the disk and before it takes the file's place.</param>
    /// <exception cref="BadInputException">The folder is missing, full, or cannot be written to.</exception>
    public static void Write(string path, Action<Stream> write, Action? beforeReplacing = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        // One name for all writers, opened by one at a time: a killed process leaves a single leftover, which the next write replaces.
        var temporary = full + Unfinished;
        var created = false;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024))
            {
                created = true;
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            beforeReplacing?.Invoke();
            File.Move(temporary, full, overwrite: true);
            created = false;
            FolderFlush.Flush(Path.GetDirectoryName(full)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var kept = File.Exists(full) ? "; what the file held before is still there" : "";
            throw new BadInputException($"{path}: cannot be written: {Reason(full, error)}{kept}", error);
        }
        finally
        {
            if (created) Discard(temporary);
        }
    }

    private static string Reason(string path, Exception error) =>
        Directory.Exists(path) ? "it is a folder"
        : Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder) ? $"there is no folder {folder}"
        : OutputFolder.Reason(Path.GetDirectoryName(path)!, error);

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here says more than a leftover file, which the next write replaces.
        }
    }
}
