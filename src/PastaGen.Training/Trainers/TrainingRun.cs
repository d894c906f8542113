using System.Diagnostics;
using System.Globalization;
using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>One run of a trainer, from the prepared data to the report.</summary>
internal sealed class TrainingRun(
    RunPreparation prepared, TrainingOptions options, IReadOnlyList<Example> examples, string source, RunFolder output, BestEpoch best, Action<TrainingEvent>? observer)
{
    private const int MostSkippedInARow = 10;
    private const int SanityBatches = 2;
    private const int MostRowsNamed = 16;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly LoadedModel model = prepared.Model;
    private readonly UpdatePlan plan = prepared.Plan;
    private readonly BatchCollator collator = new(prepared.Model.Config, prepared.Model.Device);
    private readonly Pace pace = new(prepared.Plan.TotalUpdates);
    private RunProgress progress = new();
    private int rowsAtOnce;
    private long deltaBytes;

    /// <summary>Trains.</summary>
    public TrainingResult Execute(CancellationToken cancellation)
    {
        rowsAtOnce = MemoryCheck.RowsAtOnce(prepared, options);
        using var loop = new TrainingLoop(model.Model, options, plan.TotalUpdates, prepared.ClassWeights);
        Tell(new TrainingStarted(
            model.Facts.Name, prepared.Train.Count, prepared.Train.CutRows, prepared.Dev.Count, plan.TotalUpdates, model.TrainedParameters, model.TotalParameters));
        foreach (var warning in prepared.Warnings) Tell(new TrainingWarned(warning));
        // What is wrong with evaluations shows now and not after the first epoch.
        Evaluator.Evaluate(model, prepared.Dev, options.BatchSize, SanityBatches, cancellation: cancellation);
        var reason = RunUpdates(loop, cancellation);
        RestoreBest();
        Reproduce(cancellation);
        return new TrainingResult(Report(reason), model);
    }

    private StopReason RunUpdates(TrainingLoop loop, CancellationToken cancellation)
    {
        var rules = new StopRules(options, plan.TotalUpdates);
        StopReason? reason;
        while ((reason = rules.Reason(progress)) is null)
        {
            var update = plan.At(progress.CompletedUpdates);
            MakeUpdate(update, loop, cancellation);
            if (update.Evaluates) Judge(update.Epoch + 1, cancellation);
        }
        if (!progress.IsJudged) Judge(plan.At(progress.CompletedUpdates - 1).Epoch + 1, cancellation);
        return reason.Value;
    }

    private void MakeUpdate(PlannedUpdate update, TrainingLoop loop, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var begin = Stopwatch.GetTimestamp();
        StepResult result;
        try
        {
            result = Step(update, loop, cancellation);
        }
        catch (NonFiniteException found)
        {
            Skip(update, found);
            return;
        }
        pace.Add(update.Rows.Length, Stopwatch.GetElapsedTime(begin));
        progress = progress.With(result, update.Rows.Length) with { Seconds = clock.Elapsed.TotalSeconds };
        Tell(new StepCompleted(result, update.Epoch + 1, pace.TotalSteps, pace.RowsPerSecond, pace.TimeLeft));
    }

    private StepResult Step(PlannedUpdate update, TrainingLoop loop, CancellationToken cancellation)
    {
        while (true)
        {
            var batches = new List<TokenBatch>();
            try
            {
                // The rows of an update are chosen first and cut into micro-batches after, so that the cut changes nothing but memory.
                foreach (var part in update.Rows.Chunk(rowsAtOnce)) batches.Add(prepared.Train.Collate(part, collator));
                return loop.Step(batches, cancellation);
            }
            catch (Exception error) when (options.MicroBatchSize == 0 && rowsAtOnce > 1 && MemoryCheck.IsOutOfMemory(error))
            {
                rowsAtOnce = (rowsAtOnce + 1) / 2;
                Tell(new TrainingWarned($"the device's memory is too small; from update {progress.CompletedUpdates + 1} on, {rowsAtOnce} rows go through at once, and dropout draws other values than before"));
            }
            finally
            {
                foreach (var batch in batches) batch.Dispose();
            }
        }
    }

    private void Skip(PlannedUpdate update, NonFiniteException found)
    {
        var sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Message}; its rows are those of {RowNames(update)}; the largest norm of gradients before was {progress.LargestGradientNorm:g4}");
        progress = progress.WithSkipped() with { Seconds = clock.Elapsed.TotalSeconds };
        if (options.OnNan == NonFinitePolicy.Skip && progress.SkippedInARow < MostSkippedInARow)
        {
            Tell(new TrainingWarned($"left out: {sentence}"));
            return;
        }
        if (options.OnNan == NonFinitePolicy.Skip) sentence = $"{MostSkippedInARow} updates in a row had to be left out; {sentence}";
        if (best.Report is not null) Report(StopReason.Diverged);
        throw new NonFiniteException($"{sentence}; {best.Kept(output.DeltaPath)}", found);
    }

    private string RowNames(PlannedUpdate update)
    {
        var lines = update.Rows.Select(row => examples[row].LineNumber).Order().ToArray();
        var more = lines.Length > MostRowsNamed ? $" and {lines.Length - MostRowsNamed} more" : "";
        return $"{source}, lines {string.Join(", ", lines.Take(MostRowsNamed))}{more}";
    }

    private void Judge(int epoch, CancellationToken cancellation)
    {
        var scores = Evaluate(cancellation);
        progress = progress with { Seconds = clock.Elapsed.TotalSeconds };
        var loss = progress.LossRows == 0 ? double.NaN : progress.LossSum / progress.LossRows;
        var report = new EpochReport(epoch, loss, scores.Metrics, progress.Seconds - progress.SecondsAtEvaluation)
        {
            Step = progress.MadeUpdates,
            Intervals = scores.Intervals,
        };
        progress = progress.With(report);
        Tell(new EpochEvaluated(report));
        if (best.Offer(report)) Keep(report);
    }

    private Evaluation Evaluate(CancellationToken cancellation) => Evaluator.Evaluate(
        model, prepared.Dev, options.BatchSize, rows => observer?.Invoke(new EvaluationProgressed(rows, prepared.Dev.Count)), cancellation);

    private void Keep(EpochReport report)
    {
        var details = new DeltaDetails { Metrics = report.Metrics, Command = options.Command, MaxLength = prepared.MaxLength };
        deltaBytes = DeltaFile.Save(output.DeltaPath, model, details);
        Tell(new DeltaSaved(report.Epoch, output.DeltaPath, deltaBytes));
    }

    // What the caller gets is what lies on the disk.
    private void RestoreBest()
    {
        if (best.Report is null)
            throw new BadInputException($"no epoch had a {options.Metric.Name} that is a number, so no delta is kept; the learning rate ({options.LearningRate}) is most likely too high");
        using var delta = DeltaFile.Open(output.DeltaPath);
        delta.LoadInto(model);
        model.Model.eval();
    }

    private void Reproduce(CancellationToken cancellation)
    {
        var (expected, found) = (best.Report!.Metrics[options.Metric.Name], Evaluate(cancellation).Metrics[options.Metric.Name]);
        if (expected.Equals(found)) return;
        Tell(new TrainingWarned(string.Create(
            CultureInfo.InvariantCulture, $"{output.DeltaPath}: loaded again, the delta has {options.Metric.Name} {found:r}, but the run had measured {expected:r}")));
    }

    private TrainingReport Report(StopReason reason)
    {
        var report = new TrainingReport
        {
            Model = model.Facts.Name,
            TrainedParameters = model.TrainedParameters,
            TotalParameters = model.TotalParameters,
            Epochs = progress.Evaluations,
            Best = best.Report!,
            Steps = progress.MadeUpdates,
            SkippedSteps = progress.SkippedUpdates,
            StopReason = reason,
            DevRows = prepared.Dev.Count,
            DevCutRows = prepared.Dev.CutRows,
            Seconds = clock.Elapsed.TotalSeconds,
            PeakMemoryBytes = ProcessMemory.PeakBytes(),
            DeltaPath = output.DeltaPath,
            DeltaBytes = deltaBytes,
            Device = model.Device.ToString(),
            Precision = model.Precision.Name(),
            Seed = options.Seed,
        };
        output.Finish(report);
        Tell(new TrainingFinished(report));
        return report;
    }

    private void Tell(TrainingEvent happened)
    {
        if (happened is not StepCompleted step || step.Result.Step % options.LoggingSteps == 0) output.Log(happened);
        observer?.Invoke(happened);
    }
}
