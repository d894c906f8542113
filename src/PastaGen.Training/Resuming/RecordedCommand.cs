namespace PastaGen.Training;

/// <summary>
/// A command line as runs and deltas record it: the program without the folder that it was called in, which is no part of how they were made,
/// so that equal runs have equal bytes.
/// </summary>
internal static class RecordedCommand
{
    private const char Quote = '\'';

    /// <summary>The record of a command.</summary>
    /// <param name="typed">The command as it was typed; null for none.</param>
    public static string? Of(string? typed)
    {
        if (typed is null) return null;
        var (program, arguments) = Parts(typed);
        var name = Path.GetFileName(program.Trim(Quote));
        return name.Contains(' ', StringComparison.Ordinal) ? $"{Quote}{name}{Quote}{arguments}" : $"{name}{arguments}";
    }

    /// <summary>A recorded command for a person to type: its program is called as the one that runs.</summary>
    /// <param name="recorded">The record; null for none.</param>
    /// <param name="typed">The command that runs, as it was typed; null for none.</param>
    public static string? ToType(string? recorded, string? typed) =>
        recorded is null || typed is null ? recorded : Parts(typed).Program + Parts(recorded).Arguments;

    private static (string Program, string Arguments) Parts(string command)
    {
        var end = command.IndexOf(command.StartsWith(Quote) ? $"{Quote} " : " ", StringComparison.Ordinal);
        if (end < 0) return (command, "");
        if (command.StartsWith(Quote)) end++;
        return (command[..end], command[end..]);
    }
}
