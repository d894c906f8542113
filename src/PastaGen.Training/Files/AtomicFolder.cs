using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// Writes several files into a folder so that whoever finds the one by which the folder is known finds all of them: into a folder of its own inside, moved one by one at the
/// end. What fails or is called off leaves the folder as it was.
/// </summary>
internal static class AtomicFolder
{
    /// <summary>Writes the files.</summary>
    /// <param name="path">The folder; made where it is missing.</param>
    /// <param name="knownBy">The name of the file by which the folder is known, which is moved last.</param>
    /// <param name="write">Writes all of them into the folder that it is given.</param>
    /// <returns>What <paramref name="write"/> gave.</returns>
    /// <exception cref="BadInputException">The folder cannot be made or written to.</exception>
    public static T Write<T>(string path, string knownBy, Func<string, T> write)
    {
        var made = OutputFolder.Make(path);
        var temporary = Path.Combine(path, AtomicFile.Unfinished);
        var moved = new List<string>();
        var done = false;
        try
        {
            // A killed process leaves one, which the next one finds here.
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            Directory.CreateDirectory(temporary);
            var result = write(temporary);
            foreach (var name in Directory.EnumerateFiles(temporary).Select(file => Path.GetFileName(file)).OrderBy(name => name == knownBy).ToArray())
            {
                var target = Path.Combine(path, name);
                File.Move(Path.Combine(temporary, name), target);
                moved.Add(target);
            }
            Directory.Delete(temporary);
            FolderFlush.Flush(path);
            done = true;
            return result;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be written to: {OutputFolder.Reason(path, error)}", error);
        }
        finally
        {
            if (!done) Discard(temporary, moved, made);
        }
    }

    private static void Discard(string temporary, IEnumerable<string> moved, IEnumerable<string> made)
    {
        try
        {
            foreach (var file in moved.Reverse()) File.Delete(file);
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            foreach (var folder in made) Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here says more than leftovers, without which the folder is not known for what it should be.
        }
    }
}
