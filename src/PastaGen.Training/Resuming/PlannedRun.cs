namespace PastaGen.Training;

/// <summary>A run before its first update, as far as its states know it.</summary>
/// <param name="Identity">What its bits depend on: <see cref="RunIdentity"/>.</param>
/// <param name="TotalUpdates">Its updates, by which the schedule is stretched.</param>
/// <param name="Command">The command line that the delta records; null where there is none.</param>
/// <param name="MaxLength">Its longest row in tokens.</param>
/// <param name="Rules">When it ends.</param>
internal sealed record PlannedRun(Dictionary<string, string> Identity, int TotalUpdates, string? Command, int MaxLength, StopRules Rules)
{
    /// <summary>Refuses to go on with another run that a folder holds; a folder without one is fine.</summary>
    /// <exception cref="Text.BadInputException">The folder's run is another.</exception>
    public void RequireGoesOn(RunFolder folder, bool extend)
    {
        if (folder.Earlier?.Record is { } earlier)
            RunIdentity.RequireSame(folder.Path, earlier.Identity, Identity, earlier.Command, TotalUpdates > earlier.TotalUpdates, extend);
    }
}
