using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// Writes several files into a folder so that whoever finds the one by which the folder is known finds all of them: into a folder of its own inside, which one process has at a
/// time, moved one by one at the end. What fails or is called off leaves the folder as it was.
/// </summary>
internal static class AtomicFolder
{
    private const string Lock = ".lock";

    /// <summary>Writes the files.</summary>
    /// <param name="path">The folder; made where it is missing.</param>
    /// <param name="knownBy">The name of the file by which the folder is known, which is moved last.</param>
    /// <param name="write">Writes all of them into the folder that it is given.</param>
    /// <returns>What <paramref name="write"/> gave.</returns>
    /// <exception cref="BadInputException">The folder cannot be made or written to, or another process is writing to it.</exception>
    public static T Write<T>(string path, string knownBy, Func<string, T> write)
    {
        var made = OutputFolder.Make(path);
        var temporary = Path.Combine(path, AtomicFile.Unfinished);
        var moved = new List<string>();
        FileStream? owner = null;
        var done = false;
        try
        {
            owner = Own(path, temporary);
            var result = write(temporary);
            foreach (var name in Written(temporary).Select(file => Path.GetFileName(file)).OrderBy(name => name == knownBy).ToArray())
            {
                var target = Path.Combine(path, name);
                File.Move(Path.Combine(temporary, name), target);
                moved.Add(target);
            }
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
            Discard(owner, temporary, done ? [] : moved, done ? [] : made);
        }
    }

    // The system gives the lock up with its process, however that ends; what a killed one left still holds the file, and a folder of somebody else's does not.
    private static FileStream Own(string path, string temporary)
    {
        var lockFile = Path.Combine(temporary, Lock);
        if (Directory.Exists(temporary) && !File.Exists(lockFile) && Written(temporary).Any())
            throw new BadInputException($"{path}: cannot be written to: its folder {AtomicFile.Unfinished} holds what this program did not write; move that folder away");
        Directory.CreateDirectory(temporary);
        FileStream owner;
        try
        {
            owner = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (IOException error) when (File.Exists(lockFile))
        {
            throw new BadInputException($"{path}: another process is writing to it; wait for that one, or name another folder", error);
        }
        Clear(temporary);
        return owner;
    }

    private static IEnumerable<string> Written(string temporary) => Directory.EnumerateFileSystemEntries(temporary).Where(entry => Path.GetFileName(entry) != Lock);

    private static void Clear(string temporary)
    {
        foreach (var file in Written(temporary).ToArray()) File.Delete(file);
    }

    private static void Discard(FileStream? owner, string temporary, IEnumerable<string> moved, IEnumerable<string> made)
    {
        try
        {
            foreach (var file in moved.Reverse()) File.Delete(file);
            if (owner is not null)
            {
                // Nobody else may write there before it is empty.
                using (owner) Clear(temporary);
                Directory.Delete(temporary);
            }
            foreach (var folder in made) Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here says more than leftovers, without which the folder is not known for what it should be.
        }
    }
}
