using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// Writes that may fail while a run goes on, as on a full disk: what is lost is a file and not the hours before it. Warns of a failure
/// at once and then once a minute, and tells when writing works again.
/// </summary>
internal sealed class WriteTroubles(string folder, Action<TrainingEvent> notify, TimeProvider time)
{
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);
    private readonly HashSet<string> failing = new(StringComparer.Ordinal);
    private long? warned;

    /// <summary>Tries to write.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="write">Writes it.</param>
    /// <returns>Whether it was written.</returns>
    public bool Try(string file, Action write)
    {
        try
        {
            // A folder that was deleted is made again: what comes may still be kept.
            Directory.CreateDirectory(folder);
            write();
        }
        catch (Exception error) when (error is BadInputException or IOException or UnauthorizedAccessException)
        {
            failing.Add(file);
            if (warned is { } last && time.GetElapsedTime(last) < BetweenWarnings) return false;
            warned = time.GetTimestamp();
            var path = Path.Combine(folder, file);
            notify(new TrainingWarned($"{path} could not be written; training goes on and tries again ({WithoutPath(error.Message, path)})"));
            return false;
        }
        if (failing.Remove(file) && failing.Count == 0)
        {
            warned = null;
            notify(new TrainingWarned($"{folder}: can be written again; everything is kept"));
        }
        return true;
    }

    // Most of them begin with what the warning begins with.
    private static string WithoutPath(string message, string path) =>
        message.StartsWith($"{path}: ", StringComparison.Ordinal) ? message[(path.Length + ": ".Length)..] : message;
}
