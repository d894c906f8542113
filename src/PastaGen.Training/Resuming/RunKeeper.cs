using System.Diagnostics;
using System.Security.Cryptography;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// Keeps a run on the disk: its state between updates, and its product the moment an evaluation chooses one. Whatever is killed between two writes
/// leaves a folder from which the run goes on to the same bytes.
/// </summary>
internal sealed class RunKeeper : IDisposable
{
    // Saving may take a tenth of the time, however large the model and slow the disk.
    private const int ShareOfTime = 10;

    private readonly RunFolder output;
    private readonly PlannedRun run;
    private readonly RunProduct product;
    private readonly TrainingLoop loop;
    private readonly TimeSpan saveEvery;
    private readonly Dictionary<string, string> engine;
    private readonly Stopwatch sinceSaved = Stopwatch.StartNew();
    private readonly string? command;
    private readonly long? peakBefore;
    private TimeSpan saving;
    private Dictionary<string, Tensor> best = [];
    private EpochReport? bestReport;
    private string? deltaDigest;

    /// <summary>The keeper of a run.</summary>
    /// <param name="output">Its folder.</param>
    /// <param name="run">The run.</param>
    /// <param name="product">What it is made for.</param>
    /// <param name="loop">The optimizer's memory.</param>
    /// <param name="saveEvery">Time between two states; zero saves at every update.</param>
    public RunKeeper(RunFolder output, PlannedRun run, RunProduct product, TrainingLoop loop, TimeSpan saveEvery)
    {
        (this.output, this.run, this.product, this.loop, this.saveEvery) = (output, run, product, loop, saveEvery);
        engine = EngineFingerprint.Of(product.Device);
        var earlier = output.Earlier?.Record;
        // A run that was killed and goes on must write the delta that it would have written; one that is made longer is another.
        command = earlier is not null && earlier.TotalUpdates == run.TotalUpdates ? earlier.Command : run.Command;
        peakBefore = earlier?.Progress.PeakMemoryBytes;
    }

    /// <summary>Makes the folder this run's: a new one with its first state, or one that goes on from its newest state.</summary>
    /// <param name="beginning">How far a new run is.</param>
    /// <param name="bestBefore">The best evaluation of a run that goes on.</param>
    /// <returns>How far the run is.</returns>
    /// <exception cref="BadInputException">The folder cannot be written to.</exception>
    public RunProgress Begin(RunProgress beginning, EpochReport? bestBefore)
    {
        try
        {
            return output.Earlier is { } earlier ? GoOn(earlier, bestBefore) : BeginAnew(beginning);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{output.Path}: cannot be written to: {OutputFolder.Reason(output.Path, error)}", error);
        }
    }

    /// <summary>Remembers the trained tensors as the best so far.</summary>
    public void TakeBest(EpochReport report)
    {
        ForgetBest();
        using var untracked = no_grad();
        best = product.Tensors.ToDictionary(tensor => tensor.DeltaName, tensor => tensor.Parameter.detach().cpu().clone().DetachFromDisposeScope(), StringComparer.Ordinal);
        bestReport = report;
        deltaDigest = null;
    }

    /// <summary>Writes the best delta; where that fails it is tried again with every state.</summary>
    /// <returns>The file's size in bytes; null where it could not be written.</returns>
    public long? WriteBest()
    {
        long? bytes = null;
        return output.TryWrite(Path.GetFileName(output.ProductPath), () => bytes = WriteBestNow()) ? bytes : null;
    }

    /// <summary>Whether the last state is old enough for another.</summary>
    public bool IsDue => sinceSaved.Elapsed >= (saveEvery > saving * ShareOfTime || saveEvery == TimeSpan.Zero ? saveEvery : saving * ShareOfTime);

    /// <summary>Saves a state; a failure is told, and tried again at the next.</summary>
    public void Save(RunProgress progress)
    {
        var begin = Stopwatch.GetTimestamp();
        if (best.Count > 0 && deltaDigest is null) WriteBest();
        output.TryWrite(StateFiles.Newest, () => SaveNow(progress with { PeakMemoryBytes = Peak() }));
        saving = Stopwatch.GetElapsedTime(begin);
        sinceSaved.Restart();
    }

    /// <summary>Sees to it that the best delta is on the disk, and saves the last state.</summary>
    /// <returns>The progress of a finished run.</returns>
    /// <exception cref="BadInputException">The best delta cannot be written; the states on the disk are as they were.</exception>
    public RunProgress Finish(RunProgress progress)
    {
        if (progress.IsFinished) return progress;
        try
        {
            Directory.CreateDirectory(output.Path);
            if (deltaDigest is null || !File.Exists(output.ProductPath)) WriteBestNow();
        }
        catch (Exception error) when (error is BadInputException or IOException or UnauthorizedAccessException)
        {
            var hint = output.SavedUpdates is { } updates ? $"; once it can be written, the same command goes on after update {updates}" : "";
            throw new BadInputException($"the run is over, but its {product.Name} could not be kept: {error.Message}{hint}", error);
        }
        progress = progress with { IsFinished = true, PeakMemoryBytes = Peak() };
        output.TryWrite(StateFiles.Newest, () => SaveNow(progress));
        return progress;
    }

    /// <inheritdoc/>
    public void Dispose() => ForgetBest();

    private RunProgress BeginAnew(RunProgress progress)
    {
        // In this order: a process that is killed in between leaves the older run, or the new one at its beginning.
        output.Reopen();
        output.States.ForgetOlder();
        SaveNow(progress);
        output.Clear();
        output.RemoveUnfinished();
        return progress;
    }

    private RunProgress GoOn(RunState earlier, EpochReport? bestBefore)
    {
        var record = earlier.Record;
        var progress = record.Progress;
        if (EngineFingerprint.Differences(record.Engine, engine) is { } sentence) output.Notify(new TrainingWarned(sentence));
        foreach (var (tensor, memory) in loop.Memory())
        {
            earlier.CopyTo(RunState.Trained + tensor.DeltaName, tensor.Parameter);
            earlier.CopyTo(RunState.FirstMoment + tensor.DeltaName, memory.exp_avg);
            earlier.CopyTo(RunState.SecondMoment + tensor.DeltaName, memory.exp_avg_sq);
            memory.step = record.OptimizerSteps.GetValueOrDefault(tensor.DeltaName);
        }
        loop.ContinueAfter(progress.CompletedUpdates);
        best = earlier.LoadBest();
        bestReport = bestBefore;
        // A wish to stop was one for the shorter run; what ended by its time alone is over no more once it is given more.
        var isLonger = run.TotalUpdates > record.TotalUpdates;
        if (isLonger) progress = progress with { StopWished = false };
        isLonger |= progress.IsFinished && run.Rules.Reason(progress) is null;
        if (isLonger) progress = progress with { IsFinished = false };
        RepairFolder(record, progress, isLonger);
        return progress;
    }

    // A process that was killed may have written beyond its newest state; what it wrote is taken back, to be written again.
    private void RepairFolder(RunRecord record, RunProgress progress, bool isLonger)
    {
        deltaDigest = best.Count > 0 && record.DeltaDigest is { } digest && File.Exists(output.ProductPath) && Digest(output.ProductPath) == digest ? digest : null;
        var isWhole = progress.IsFinished && output.HasReport;
        if (!isWhole)
        {
            output.Reopen();
            output.RemoveUnfinished();
            output.Metrics.CutTo(record.MetricsBytes);
        }
        if (isLonger) SaveNow(progress);
        if (best.Count == 0)
        {
            if (File.Exists(output.ProductPath)) File.Delete(output.ProductPath);
        }
        else if (deltaDigest is null) WriteBestNow();
    }

    private static string Digest(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private long WriteBestNow()
    {
        var bytes = product.Write(output.ProductPath, best, bestReport!, command);
        deltaDigest = Digest(output.ProductPath);
        return bytes;
    }

    private void SaveNow(RunProgress progress)
    {
        // Before the state, which says how much of the file it stands for.
        if (output.Metrics.IsBehind || output.Metrics.Length > 0) output.Metrics.Flush(toDisk: true);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var tensors = best.ToDictionary(tensor => RunState.Best + tensor.Key, tensor => tensor.Value);
        var steps = new Dictionary<string, long>();
        foreach (var (tensor, memory) in loop.Memory())
        {
            tensors.Add(RunState.Trained + tensor.DeltaName, Plain(tensor.Parameter));
            tensors.Add(RunState.FirstMoment + tensor.DeltaName, Plain(memory.exp_avg));
            tensors.Add(RunState.SecondMoment + tensor.DeltaName, Plain(memory.exp_avg_sq));
            steps.Add(tensor.DeltaName, memory.step);
        }
        output.States.Save(
            new RunRecord
            {
                Identity = run.Identity,
                Engine = engine,
                TotalUpdates = run.TotalUpdates,
                Command = command,
                Progress = progress,
                OptimizerSteps = steps,
                DeltaDigest = deltaDigest,
                MetricsBytes = output.Metrics.Length,
            },
            tensors);
        output.SavedUpdates = progress.CompletedUpdates;
    }

    private static Tensor Plain(Tensor tensor) => tensor.detach().cpu().contiguous();

    private long? Peak() => ProcessMemory.PeakBytes(product.Device) is { } now ? Math.Max(now, peakBefore ?? 0) : peakBefore;

    private void ForgetBest()
    {
        foreach (var tensor in best.Values) tensor.Dispose();
        best = [];
    }
}
