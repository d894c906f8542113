using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// The folder that a run writes: what it is made for, metrics.jsonl, report.json, and the states that it goes on from. Until the run begins
/// the folder stays as it was: a run that is refused for its data or settings neither replaces an older one nor leaves a trace.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const string MetricsName = "metrics.jsonl";
    private const string ReportName = "report.json";

    private readonly FolderLock held;
    private readonly WriteTroubles troubles;
    private readonly Action<TrainingEvent>? observer;
    private readonly bool tensorBoard;
    private readonly IReadOnlyList<string> made;
    private readonly string product;
    private EventFile? scalars;

    private RunFolder(string path, string product, IReadOnlyList<string> made, FolderLock held, Action<TrainingEvent>? observer, TimeProvider time, bool tensorBoard)
    {
        this.product = product;
        this.made = made;
        this.tensorBoard = tensorBoard;
        Path = path;
        this.held = held;
        this.observer = observer;
        troubles = new WriteTroubles(path, Notify, time);
        States = new StateFiles(path);
        Metrics = new MetricsLog(System.IO.Path.Combine(path, MetricsName));
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The path of what the run is made for.</summary>
    public string ProductPath => System.IO.Path.Combine(Path, product);

    /// <summary>The path of the delta in the folder of a run.</summary>
    public static string DeltaPathOf(string folder) => System.IO.Path.Combine(folder, DeltaFile.UsualName);

    /// <summary>The states.</summary>
    public StateFiles States { get; }

    /// <summary>The events' file.</summary>
    public MetricsLog Metrics { get; }

    /// <summary>The state of the run that the folder holds and that goes on; null for a new run.</summary>
    public RunState? Earlier { get; private set; }

    /// <summary>Updates of the newest state on the disk; null where there is none.</summary>
    public int? SavedUpdates { get; set; }

    /// <summary>Whether report.json is there, which marks the run as finished.</summary>
    public bool HasReport => File.Exists(ReportPath);

    private string ScalarsPath => System.IO.Path.Combine(Path, EventFile.Name);

    private string ReportPath => System.IO.Path.Combine(Path, ReportName);

    /// <summary>Opens a folder for a run, new or to go on.</summary>
    /// <param name="path">The folder; made where it is missing.</param>
    /// <param name="fresh">Whether a run that it holds is to be started over.</param>
    /// <param name="observer">Told of the run's events.</param>
    /// <param name="time">The clock of warnings; null means the system's.</param>
    /// <param name="tensorBoard">Whether a TensorBoard event file is written too.</param>
    /// <param name="product">What the run is made for, as a path inside of the folder.</param>
    /// <exception cref="BadInputException">It cannot be written to, another process trains into it, or it holds a run that cannot go on.</exception>
    public static RunFolder Open(string path, bool fresh, Action<TrainingEvent>? observer, TimeProvider? time = null, bool tensorBoard = false, string product = DeltaFile.UsualName)
    {
        var made = MakeWritable(path);
        var folder = new RunFolder(path, product, made, FolderLock.Take(path), observer, time ?? TimeProvider.System, tensorBoard);
        try
        {
            if (!fresh) folder.OpenEarlier();
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Tells the observer of an event that is no part of metrics.jsonl.</summary>
    public void Notify(TrainingEvent happened) => observer?.Invoke(happened);

    /// <summary>Appends an event to metrics.jsonl and tells the observer.</summary>
    public void Log(TrainingEvent happened)
    {
        var line = JsonText.Render(json => TrainingEventJson.Write(json, happened));
        Metrics.Add(line);
        TryWrite(MetricsName, () => Metrics.Flush());
        if (tensorBoard) TryWrite(EventFile.Name, () => AddScalars(line));
        Notify(happened);
    }

    /// <summary>Tries to write one of the folder's files; a failure is told and not thrown.</summary>
    public bool TryWrite(string file, Action write) => troubles.Try(file, write);

    /// <summary>Takes away what an older run left, once the new run's first state stands.</summary>
    public void Clear()
    {
        if (File.Exists(ProductPath)) File.Delete(ProductPath);
        File.Delete(ScalarsPath);
        Metrics.CutTo(0);
    }

    /// <summary>Takes away an older run, from its product to its states: what is killed in between leaves one that can go on.</summary>
    public void Forget()
    {
        Reopen();
        Clear();
        File.Delete(System.IO.Path.Combine(Path, MetricsName));
        States.Forget();
    }

    /// <summary>Takes away the mark that the run is finished.</summary>
    public void Reopen() => File.Delete(ReportPath);

    /// <summary>Takes away files that an earlier process had begun to write.</summary>
    public void RemoveUnfinished()
    {
        foreach (var name in new[] { product, ReportName, StateFiles.Newest })
            if (System.IO.Path.Combine(Path, name + AtomicFile.Unfinished) is var unfinished && File.Exists(unfinished)) File.Delete(unfinished);
    }

    /// <summary>Writes report.json, which marks the run as finished; a failure is told and not thrown.</summary>
    /// <param name="report">Its content.</param>
    public void Finish(string report) => TryWrite(ReportName, () => AtomicFile.WriteText(ReportPath, report + "\n"));

    /// <inheritdoc/>
    public void Dispose()
    {
        scalars?.Dispose();
        Earlier?.Dispose();
        RemoveEmpty();
        held.Dispose();
    }

    // Of a run that was refused before it began there is nothing to find.
    private void RemoveEmpty()
    {
        try
        {
            foreach (var folder in made) Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Something is in it: a run, or another's file.
        }
    }

    // Told before hours are spent. A folder that holds a state is not touched: a finished run can be asked about where nothing can be written.
    // Returns the folders that it made.
    private static IReadOnlyList<string> MakeWritable(string path)
    {
        var made = OutputFolder.Make(path);
        if (new StateFiles(path).Exist) return made;
        try
        {
            var probe = System.IO.Path.Combine(path, StateFiles.Newest + AtomicFile.Unfinished);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return made;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be written to: {OutputFolder.Reason(path, error)}; name a folder with --output that can be", error);
        }
    }

    // A run that goes on writes anew what metrics.jsonl still tells of, so that no step appears twice.
    private void AddScalars(string line)
    {
        if (scalars is not null)
        {
            scalars.AddLine(line);
            return;
        }
        var created = EventFile.Create(ScalarsPath);
        foreach (var earlier in Metrics.ReadLines()) created.AddLine(earlier);
        scalars = created;
    }

    private void OpenEarlier()
    {
        if (!States.Exist)
        {
            if (new[] { product, MetricsName, ReportName }.FirstOrDefault(name => File.Exists(System.IO.Path.Combine(Path, name))) is { } found)
                throw new BadInputException($"{Path}: holds a run that cannot go on ({found}, but no {StateFiles.Newest}); choose another folder with --output, or pass --fresh to start over in this one");
            return;
        }
        Earlier = States.Open(out var fellBack);
        SavedUpdates = Earlier.Record.Progress.CompletedUpdates;
        if (fellBack is not null) Notify(new TrainingWarned(fellBack));
    }
}
