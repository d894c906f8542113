using System.Globalization;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>The folders of the stages before a training's last, below the folder of that.</summary>
internal static class StageFolders
{
    /// <summary>The folder of a stage.</summary>
    /// <param name="output">The folder of the last stage.</param>
    /// <param name="number">The stage's number, counted from 1.</param>
    public static string Of(string output, int number) => Path.Combine(output, string.Create(CultureInfo.InvariantCulture, $"stage-{number}"));

    /// <summary>Refuses a folder in which a run with more stages was stopped in one of them: it could never go on once another run has its place.</summary>
    /// <param name="output">The folder of the last stage, which holds no run that goes on.</param>
    /// <param name="number">The number of the first stage that the training does not have.</param>
    /// <exception cref="BadInputException">There is such a stage.</exception>
    public static void RequireNone(string output, int number)
    {
        if (From(output, number).FirstOrDefault() is { } left)
            throw new BadInputException($"{output}: holds a run with more stages, which was stopped in one of them ({Path.GetFileName(left)}); {RunIdentity.Mends()}");
    }

    /// <summary>Takes away what an older run left in the folders of stages.</summary>
    /// <param name="output">The folder of the last stage.</param>
    /// <param name="number">The number of the first of them.</param>
    public static void Forget(string output, int number)
    {
        foreach (var path in From(output, number))
        {
            using (var folder = RunFolder.Open(path, fresh: true, observer: null))
            {
                folder.Forget();
                folder.RemoveUnfinished();
            }
            if (!Directory.EnumerateFileSystemEntries(path).Any()) Directory.Delete(path);
        }
    }

    // A run that somebody put there under such a name is none of ours.
    private static IEnumerable<string> From(string output, int number)
    {
        for (; Of(output, number) is var path && Directory.Exists(path); number++)
            if (HoldsStage(path)) yield return path;
    }

    private static bool HoldsStage(string path)
    {
        var states = new StateFiles(path);
        if (!states.Exist) return false;
        try
        {
            using var state = states.Open(out _);
            return state.Record.Identity.ContainsKey(RunIdentity.Stages);
        }
        catch (BadInputException)
        {
            return false;
        }
    }
}
