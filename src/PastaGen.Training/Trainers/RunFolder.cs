using System.Text;
using System.Text.Json;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// The folder that a run writes: delta.safetensors, metrics.jsonl, report.json. Until the first event the folder stays as it was: a run
/// that is refused for its data or settings neither replaces an older one nor leaves a trace that refuses the next.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private readonly StreamWriter metrics;
    private readonly bool tensorBoard;
    private EventFile? scalars;
    private bool begun;

    private RunFolder(string path, StreamWriter metrics, bool tensorBoard)
    {
        Path = path;
        this.metrics = metrics;
        this.tensorBoard = tensorBoard;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The delta's path.</summary>
    public string DeltaPath => System.IO.Path.Combine(Path, "delta.safetensors");

    private string MetricsPath => System.IO.Path.Combine(Path, "metrics.jsonl");

    private string ScalarsPath => System.IO.Path.Combine(Path, EventFile.Name);

    private string ReportPath => System.IO.Path.Combine(Path, "report.json");

    /// <summary>Opens a folder for a new run.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="overwrite">Whether a run that it holds may be replaced.</param>
    /// <param name="tensorBoard">Whether a TensorBoard event file is written too.</param>
    /// <exception cref="BadInputException">It holds a run already and must not be overwritten, or cannot be written to.</exception>
    public static RunFolder Create(string path, bool overwrite, bool tensorBoard = false)
    {
        string[] files = ["delta.safetensors", "metrics.jsonl", "report.json"];
        if (!overwrite && files.FirstOrDefault(name => File.Exists(System.IO.Path.Combine(path, name))) is { } found)
            throw new BadInputException($"{path}: holds a run already ({found}); choose another folder, or pass --overwrite to replace the run");
        try
        {
            Directory.CreateDirectory(path);
            var stream = new FileStream(System.IO.Path.Combine(path, "metrics.jsonl"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            return new RunFolder(path, new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" }, tensorBoard);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be written to: {error.Message}", error);
        }
    }

    /// <summary>Appends an event to metrics.jsonl.</summary>
    public void Log(TrainingEvent happened)
    {
        try
        {
            if (!begun) Begin();
            metrics.WriteLine(JsonText.Render(json => Write(json, happened)));
            metrics.Flush();
            if (scalars is not null) Add(scalars, happened);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{Path}: the run's metrics cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Writes report.json, which marks the run as finished.</summary>
    public void Finish(TrainingReport report) =>
        AtomicFile.Write(ReportPath, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(report.ToJson() + "\n")));

    /// <inheritdoc/>
    public void Dispose()
    {
        var untouched = !begun && metrics.BaseStream.Length == 0;
        metrics.Dispose();
        scalars?.Dispose();
        if (untouched) File.Delete(MetricsPath);
    }

    // An older run goes as a whole, so that what lies in the folder is always of one run.
    private void Begin()
    {
        File.Delete(DeltaPath);
        File.Delete(ReportPath);
        File.Delete(ScalarsPath);
        metrics.BaseStream.SetLength(0);
        if (tensorBoard) scalars = EventFile.Open(ScalarsPath, lastStep: 0);
        begun = true;
    }

    private static void Add(EventFile scalars, TrainingEvent happened)
    {
        if (happened is StepCompleted { Result: var step })
            scalars.Add(step.Step, [new("train/loss", step.Loss), new("train/gradient_norm", step.GradientNorm), new("train/learning_rate", step.LearningRate)]);
        if (happened is EpochEvaluated { Epoch: var epoch })
            scalars.Add(epoch.Step, epoch.Metrics.Select(score => new KeyValuePair<string, double>($"dev/{score.Key}", score.Value)));
    }

    private static void Write(Utf8JsonWriter json, TrainingEvent happened)
    {
        json.WriteStartObject();
        json.WriteString("event", happened.Name);
        switch (happened)
        {
            case TrainingStarted started:
                json.WriteString("model", started.Model);
                json.WriteNumber("rows", started.Rows);
                json.WriteNumber("cut_rows", started.CutRows);
                json.WriteNumber("dev_rows", started.DevRows);
                json.WriteNumber("total_steps", started.TotalSteps);
                json.WriteNumber("trained_parameters", started.TrainedParameters);
                json.WriteNumber("total_parameters", started.TotalParameters);
                break;
            case TrainingWarned warned:
                json.WriteString("sentence", warned.Sentence);
                break;
            case StepCompleted step:
                json.WriteNumber("step", step.Result.Step);
                json.WriteNumber("epoch", step.Epoch);
                json.WriteNumber("loss", step.Result.Loss);
                json.WriteNumber("gradient_norm", step.Result.GradientNorm);
                json.WriteNumber("learning_rate", step.Result.LearningRate);
                json.WriteNumber("rows_per_second", Math.Round(step.RowsPerSecond, 1));
                break;
            case EpochEvaluated evaluated:
                evaluated.Epoch.WriteContent(json);
                break;
            case DeltaSaved saved:
                json.WriteNumber("epoch", saved.Epoch);
                json.WriteString("path", saved.Path);
                json.WriteNumber("bytes", saved.Bytes);
                break;
            case TrainingFinished finished:
                json.WriteNumber("steps", finished.Report.Steps);
                json.WriteString("stop_reason", finished.Report.StopReason.Name());
                json.WriteNumber("best_epoch", finished.Report.Best.Epoch);
                json.WriteNumber("seconds", Math.Round(finished.Report.Seconds, 3));
                break;
        }
        json.WriteEndObject();
    }
}
