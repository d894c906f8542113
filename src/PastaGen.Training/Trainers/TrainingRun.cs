using System.Diagnostics;
using System.Globalization;
using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>One run of a trainer, from the prepared data to the report. Of several processes the first alone has a folder.</summary>
internal sealed class TrainingRun(
    RunPreparation prepared, TrainingData data, RunFolder? output, Ranks ranks, BestEpoch best, TrainingCallbacks callbacks, TrainingControl control)
{
    private const int SanityBatches = 2;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly LoadedModel model = prepared.Model;
    private readonly UpdatePlan plan = prepared.Plan;
    private readonly TrainingStage stage = prepared.Stage;
    private readonly TrainingOptions options = prepared.Stage.Options;
    private readonly StopRules rules = prepared.Run.Rules;
    private readonly NonFiniteUpdates nonFinite = new(prepared.Stage.Options, data);
    private readonly BatchCollator collator = new(prepared.Model);
    private RunProgress progress = new();
    private double secondsBefore;
    private int rowsAtOnce;

    /// <summary>Trains.</summary>
    public TrainingResult Execute(CancellationToken cancellation)
    {
        rowsAtOnce = MemoryCheck.RowsAtOnce(prepared, options);
        using (var loop = new TrainingLoop(model.Model, options, plan.TotalUpdates, prepared.ClassWeights, ranks))
        using (var keeper = output is null ? null : new RunKeeper(output, prepared.Run, new DeltaProduct(model, prepared.MaxLength), loop, options.SaveEvery))
        {
            Begin(loop, keeper);
            if (IsReported())
            {
                // That a stage is over is nothing to act on.
                if (stage.IsLast) output?.Notify(new TrainingWarned($"{output.Path}: this run is finished; --fresh starts it over"));
                RestoreBest();
                return new TrainingResult(Report(reported: true), model);
            }
            TellStart();
            // What is wrong with evaluations shows now and not after the first epoch.
            if (progress.NextUpdate == 0) Evaluator.Evaluate(model, prepared.Dev, options.BatchSize, SanityBatches, ranks, progress: null, cancellation);
            RunUpdates(loop, keeper, cancellation);
        }
        RestoreBest();
        var found = Reproduce(cancellation);
        var last = progress.Evaluations[^1].Loss;
        foreach (var warning in OutcomeWarnings.Of(last, prepared.Task.LossOfGuessing(model.Labels.Count), options.LearningRate, found, data.DevSource)) Tell(new TrainingWarned(warning));
        return new TrainingResult(Report(reported: false), model);
    }

    // Told to all by the first, who alone sees the folder, so that all leave together.
    private bool IsReported() => ranks.FromFirst([progress.IsFinished && output is { HasReport: true } ? (byte)1 : (byte)0])[0] == 1;

    private void Begin(TrainingLoop loop, RunKeeper? keeper)
    {
        if (keeper is not null)
        {
            var beginning = new RunProgress { EarlierStages = prepared.EarlierStages };
            // What callbacks remember of the stages before must not be lost with a process that ends before the first update.
            progress = keeper.Begin(beginning.EarlierStages.Count > 0 ? beginning with { CallbackStates = callbacks.Save() } : beginning, best.Report);
        }
        if (ranks.Count > 1)
        {
            progress = RunRecord.ParseProgress(ranks.FromFirst(RunRecord.ToBytes(progress)));
            // Machines of different kinds may draw different values from one seed.
            ranks.TakeOver(loop);
            loop.ContinueAfter(progress.CompletedUpdates);
        }
        if (!ranks.IsFirst) best.Restore(progress.Evaluations);
        secondsBefore = progress.Seconds;
        GoOnWithRowsAtOnce();
        if (progress.CompletedUpdates > 0 || progress.EarlierStages.Count > 0) callbacks.Load(progress.CallbackStates);
    }

    // Where the memory decides it decides once, and for all processes, of which the first alone saves what was decided: other parts of an
    // update draw other dropout.
    private void GoOnWithRowsAtOnce()
    {
        rowsAtOnce = LeastRowsAtOnce(Gather(BitConverter.GetBytes(rowsAtOnce)));
        if (options.MicroBatchSize == 0 && progress.RowsAtOnce is { } before)
        {
            if (rowsAtOnce < before)
                output?.Notify(new TrainingWarned($"less memory is left than when the run began: {rowsAtOnce} rows go through at once instead of {before}, and dropout draws other values than before"));
            rowsAtOnce = Math.Min(rowsAtOnce, before);
        }
        progress = progress with { RowsAtOnce = rowsAtOnce };
    }

    private void TellStart()
    {
        var started = new TrainingStarted(
            model.Facts.Name, prepared.Train.Count, prepared.Train.CutRows, prepared.Dev.Count, plan.TotalUpdates, model.TrainedParameters, model.TotalParameters)
        {
            Precision = prepared.Precision,
            Labels = prepared.LabelCounts,
            LabelsWords = prepared.Task.Target == TargetKind.Tags,
            Stage = stage.Number,
            Stages = stage.Count,
        };
        // What the folder tells of a run that goes on is that of a run that was never stopped.
        var isNew = output is null || output.Metrics.Length == 0;
        foreach (var happened in prepared.Warnings.Select(TrainingEvent (warning) => new TrainingWarned(warning)).Prepend(started))
        {
            if (isNew) Tell(happened);
            else output!.Notify(happened);
        }
        if (progress.NextUpdate > 0) output?.Notify(new TrainingResumed(progress.CompletedUpdates, plan.TotalUpdates));
    }

    private void RunUpdates(TrainingLoop loop, RunKeeper? keeper, CancellationToken cancellation)
    {
        var pace = new Pace(plan.TotalUpdates, progress.NextUpdate);
        try
        {
            while (!progress.IsFinished)
            {
                if (progress.EvaluationDue) Judge(keeper, cancellation);
                else if (rules.Reason(progress) is null) MakeUpdate(plan.At(progress.NextUpdate), loop, pace, cancellation);
                else if (!progress.IsJudged) progress = progress with { EvaluationDue = true };
                else break;
                GrantWishes(keeper);
                if (keeper is { IsDue: true }) Save(keeper);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or BadInputException)
        {
            Save(keeper);
            throw;
        }
        RequireBest();
        progress = progress with { Seconds = Seconds(), CallbackStates = callbacks.Save() };
        progress = keeper?.Finish(progress) ?? progress with { IsFinished = true };
    }

    private void MakeUpdate(PlannedUpdate update, TrainingLoop loop, Pace pace, CancellationToken cancellation)
    {
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
        progress = progress.With(result, update.Rows.Length, update.Evaluates);
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
                foreach (var part in ranks.Share(update.Rows).Chunk(rowsAtOnce)) batches.Add(prepared.Train.Collate(part, collator));
                return loop.Step(batches, cancellation);
            }
            catch (Exception error) when (options.MicroBatchSize == 0 && rowsAtOnce > 1 && MemoryCheck.IsOutOfMemory(error))
            {
                TakeRowsAtOnce((rowsAtOnce + 1) / 2);
            }
            finally
            {
                foreach (var batch in batches) batch.Dispose();
            }
        }
    }

    private void TakeRowsAtOnce(int rows)
    {
        rowsAtOnce = rows;
        progress = progress with { RowsAtOnce = rows };
        output?.Notify(new TrainingWarned($"the device's memory is too small; from update {progress.CompletedUpdates + 1} on, {rows} rows go through at once, and dropout draws other values than before"));
    }

    private void Skip(PlannedUpdate update, NonFiniteException found)
    {
        var sentence = nonFinite.Sentence(update, found, progress);
        if (!nonFinite.LeavesOutAnother(progress)) throw new NonFiniteException($"{sentence}; {best.Kept(output?.ProductPath ?? "the first process's folder")}", found);
        progress = progress.WithSkipped(update.Evaluates);
        Tell(new TrainingWarned($"left out: {sentence}"));
    }

    private void Judge(RunKeeper? keeper, CancellationToken cancellation)
    {
        var found = Evaluate(cancellation);
        progress = progress with { Seconds = Seconds() };
        var loss = progress.LossRows == 0 ? double.NaN : progress.LossSum / progress.LossRows;
        var report = new EpochReport(plan.EpochOf(Math.Max(0, progress.NextUpdate - 1)) + 1, loss, found.Metrics, progress.Seconds - progress.SecondsAtEvaluation)
        {
            Step = progress.CompletedUpdates,
            Intervals = found.Intervals,
        };
        progress = progress.With(report);
        var isBest = best.Offer(report);
        if (isBest) keeper?.TakeBest(report);
        Tell(new EpochEvaluated(report));
        if (isBest && keeper?.WriteBest() is { } bytes) Tell(new DeltaSaved(report.Epoch, output!.ProductPath, bytes));
        Save(keeper);
    }

    // The first process's wishes and clock are everybody's, and so is the memory of the one that has least, so that all take the same way.
    private void GrantWishes(RunKeeper? keeper)
    {
        var all = Gather([.. BitConverter.GetBytes(rowsAtOnce), .. BitConverter.GetBytes((int)control.Take()), .. BitConverter.GetBytes(Seconds())]);
        if (LeastRowsAtOnce(all) is var rows && rows < rowsAtOnce) TakeRowsAtOnce(rows);
        var wishes = (TrainingWishes)BitConverter.ToInt32(all[0], sizeof(int));
        progress = progress with { Seconds = BitConverter.ToDouble(all[0], 2 * sizeof(int)) };
        if (wishes.HasFlag(TrainingWishes.StopEpoch))
            progress = progress with { PassedUpdates = progress.PassedUpdates + plan.UpdatesLeftInEpoch(progress.NextUpdate - 1), EvaluationDue = !progress.IsJudged };
        if (wishes.HasFlag(TrainingWishes.StopTraining)) progress = progress with { StopWished = true };
        if (wishes.HasFlag(TrainingWishes.Evaluate) && !progress.IsJudged) progress = progress with { EvaluationDue = true };
        if (wishes.HasFlag(TrainingWishes.Save)) Save(keeper);
    }

    private byte[][] Gather(byte[] mine) => ranks.Gather(mine) ?? throw new OperationCanceledException();

    private static int LeastRowsAtOnce(byte[][] all) => all.Min(one => BitConverter.ToInt32(one));

    private void Save(RunKeeper? keeper)
    {
        progress = progress with { CallbackStates = callbacks.Save() };
        keeper?.Save(progress);
    }

    private Evaluation Evaluate(CancellationToken cancellation) => Evaluator.Evaluate(
        model, prepared.Dev, options.BatchSize, int.MaxValue, ranks, rows => output?.Notify(new EvaluationProgressed(rows, prepared.Dev.Count)), cancellation);

    private void RequireBest()
    {
        if (best.Report is null)
            throw new BadInputException($"no epoch had a {options.ChosenMetric.Name} that is a number, so no delta is kept; the learning rate ({options.LearningRate}) is most likely too high");
    }

    // What the caller gets is what lies on the disk.
    private void RestoreBest()
    {
        if (output is not null)
        {
            using var delta = DeltaFile.Open(output.ProductPath);
            delta.LoadInto(model);
        }
        ranks.TakeOver(model.Model.TrainedTensors().Select(tensor => tensor.Parameter));
        model.Model.eval();
    }

    private Evaluation Reproduce(CancellationToken cancellation)
    {
        var again = Evaluate(cancellation);
        var (expected, found) = (best.Report!.Metrics[options.ChosenMetric.Name], again.Metrics[options.ChosenMetric.Name]);
        if (!expected.Equals(found))
        {
            output?.Notify(new TrainingWarned(string.Create(
                CultureInfo.InvariantCulture, $"{output.ProductPath}: loaded again, the delta has {options.ChosenMetric.Name} {found:r}, but the run had measured {expected:r}")));
        }
        return again;
    }

    private TrainingReport Report(bool reported)
    {
        var report = new TrainingReport
        {
            Model = model.Facts.Name,
            TrainedParameters = model.TrainedParameters,
            TotalParameters = model.TotalParameters,
            Epochs = progress.Evaluations,
            Best = best.Report!,
            Steps = progress.CompletedUpdates,
            SkippedSteps = progress.SkippedUpdates,
            StopReason = rules.Reason(progress) ?? StopReason.Completed,
            Labels = prepared.LabelCounts,
            DevRows = prepared.Dev.Count,
            DevCutRows = prepared.Dev.CutRows,
            Seconds = progress.Seconds,
            PeakMemoryBytes = progress.PeakMemoryBytes,
            DeltaPath = output?.ProductPath ?? "",
            DeltaBytes = output is null ? 0 : new FileInfo(output.ProductPath).Length,
            Device = model.Device.ToString(),
            Precision = model.Precision.Name(),
            PrecisionReason = prepared.Precision.Reason,
            Seed = options.Seed,
            Stage = stage.Count > 1 ? stage.Number : null,
            EarlierStages = progress.EarlierStages,
        };
        if (reported)
        {
            if (stage.IsLast) output?.Notify(new TrainingFinished(report));
            return report;
        }
        Tell(stage.IsLast ? new TrainingFinished(report) : new StageFinished(report));
        output?.Finish(report.ToJson());
        return report;
    }

    private double Seconds() => secondsBefore + clock.Elapsed.TotalSeconds;

    private void Tell(TrainingEvent happened)
    {
        // First, for a callback may wish that this update be logged.
        callbacks.Tell(happened);
        var isLogged = happened is not StepCompleted step || step.Result.Step % options.LoggingSteps == 0 || control.Look().HasFlag(TrainingWishes.Log);
        if (isLogged) output?.Log(happened);
        else output?.Notify(happened);
    }
}
