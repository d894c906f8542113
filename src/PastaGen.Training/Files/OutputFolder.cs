using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>The folder that somebody named for what is written.</summary>
internal static class OutputFolder
{
    // Numbers of Linux, which the runtime passes on as they are.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Makes it, and those above it, where they are missing.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The folders that were made, the innermost first.</returns>
    /// <exception cref="BadInputException">It cannot be made.</exception>
    public static IReadOnlyList<string> Make(string path)
    {
        var missing = WithParents(path).TakeWhile(folder => !Directory.Exists(folder)).ToArray();
        try
        {
            Directory.CreateDirectory(path);
            return missing;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: this folder cannot be made: {Reason(path, error)}; name one that can be written to", error);
        }
    }

    /// <summary>Refuses a folder in which something would be written over.</summary>
    /// <param name="path">The folder; it may be missing.</param>
    /// <param name="names">Names of the files that are about to be written.</param>
    /// <exception cref="BadInputException">It holds one of them.</exception>
    public static void RequireWithout(string path, params IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => File.Exists(Path.Combine(path, name))) is { } taken)
            throw new BadInputException($"{path}: holds {taken} already; name a folder without one");
    }

    /// <summary>Why nothing could be put into a folder, in words: the system's own words are about parts of paths that nobody named.</summary>
    /// <param name="path">The folder; it may be missing.</param>
    /// <param name="error">What the system said.</param>
    public static string Reason(string path, Exception error)
    {
        var found = WithParents(path).FirstOrDefault(Path.Exists) ?? path;
        return File.Exists(found) ? $"{found} is a file" : error switch
        {
            FileNotFoundException or DirectoryNotFoundException => $"nothing can be put into {found}",
            UnauthorizedAccessException => $"{found} may not be written into",
            IOException { HResult: NoSpace or QuotaExceeded } => $"the disk is full: no space is left for {found}",
            _ => error.Message.TrimEnd('.'),
        };
    }

    private static IEnumerable<string> WithParents(string path)
    {
        for (var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder)) yield return folder;
    }
}
