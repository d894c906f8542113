using System.Diagnostics;
using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>One run of a trainer, from the examples to the report.</summary>
internal sealed class TrainingRun(
    ModelDefinition definition, BackboneFolder folder, TrainingOptions options, RunFolder output, BestEpoch best)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private RunProgress progress = new();
    private double secondsBefore;

    /// <summary>Trains.</summary>
    public TrainingResult Execute(TrainingData data, CancellationToken cancellation)
    {
        var labels = ChooseLabels(data);
        best.Require(new ClassificationMetrics(labels.Count).Scores().Keys);
        var pairs = data.Train.Concat(data.Dev).Any(example => example.Pair is not null);
        var maxLength = RowLength.Of(options.MaxLength, folder.Config, folder.Text, pairs);
        var train = EncodedExamples.Encode(data.Train, data.TrainSource, folder.Text, maxLength, labels, cancellation);
        var dev = EncodedExamples.Encode(data.Dev, data.DevSource, folder.Text, maxLength, labels, cancellation);
        var plan = new UpdatePlan(train.Lengths, options);
        var loading = LoadOptions(labels, pairs);
        var run = new PlannedRun(RunIdentity.Of(definition.Facts, folder, data, loading, maxLength, options), plan.TotalUpdates, options.Command, maxLength);
        run.RequireGoesOn(output, options.Extend);

        cancellation.ThrowIfCancellationRequested();
        var model = BackboneLoader.Load(definition, folder, loading);
        try
        {
            AdaptedTokens.Require(model, pairs);
            var reported = RunUpdates(model, plan, run, train, dev, cancellation);
            RestoreBest(model);
            return new TrainingResult(Report(model, reported), model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private LabelSet ChooseLabels(TrainingData data)
    {
        var labels = (definition.Facts.Labels ?? data.Labels) is { } names ? new LabelSet(names) : LabelSet.FromData(data.Train);
        return labels.Count > 1
            ? labels
            : throw new BadInputException($"{data.TrainSource}: every example has the label \"{labels.Names[0]}\"; expected at least two labels to tell apart");
    }

    private LoadOptions LoadOptions(LabelSet labels, bool pairs)
    {
        var settings = new Dictionary<string, int>(options.Settings, StringComparer.Ordinal);
        if (definition.Facts.OpenSettings.ContainsKey(AdaptedTokens.Setting))
            settings.TryAdd(AdaptedTokens.Setting, folder.Text.SpecialTokensPerText(pairs));
        return new LoadOptions
        {
            Labels = labels.Names,
            Settings = settings,
            HeadFromFile = false,
            Seed = options.Seed,
            Dropout = options.Dropout,
            Precision = options.Precision ?? Precision.Fp32,
            Device = options.Device,
        };
    }

    // Says whether the run was finished and reported before.
    private bool RunUpdates(LoadedModel model, UpdatePlan plan, PlannedRun run, EncodedExamples train, EncodedExamples dev, CancellationToken cancellation)
    {
        using var loop = new TrainingLoop(model.Model, options, plan.TotalUpdates);
        using var keeper = new RunKeeper(output, run, model, loop, options.SaveEvery);
        progress = keeper.Begin(best.Report);
        secondsBefore = progress.Seconds;
        if (progress.IsFinished && output.HasReport)
        {
            output.Notify(new TrainingWarned($"{output.Path}: this run is finished; --fresh starts it over"));
            return true;
        }
        var started = new TrainingStarted(model.Facts.Name, train.Count, train.CutRows, dev.Count, plan.TotalUpdates, model.TrainedParameters, model.TotalParameters);
        if (output.Metrics.Length == 0) Tell(started);
        else output.Notify(started);
        if (progress.CompletedUpdates > 0) output.Notify(new TrainingResumed(progress.CompletedUpdates, plan.TotalUpdates));
        var collator = new BatchCollator(model.Config, model.Device);
        var pace = new Pace(plan.TotalUpdates, progress.CompletedUpdates);
        try
        {
            while (!progress.IsFinished)
            {
                if (progress.EvaluationDue) Judge(plan.At(progress.CompletedUpdates - 1), model, dev, keeper, cancellation);
                else if (progress.CompletedUpdates == plan.TotalUpdates) break;
                else MakeUpdate(plan.At(progress.CompletedUpdates), loop, train, collator, pace, cancellation);
                keeper.SaveIfDue(progress);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or BadInputException)
        {
            keeper.Save(progress);
            throw;
        }
        RequireBest();
        progress = keeper.Finish(progress with { Seconds = Seconds() });
        return false;
    }

    private void MakeUpdate(PlannedUpdate update, TrainingLoop loop, EncodedExamples train, BatchCollator collator, Pace pace, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var begin = Stopwatch.GetTimestamp();
        var batches = new List<TokenBatch>();
        StepResult result;
        try
        {
            // The rows of an update are chosen first and cut into micro-batches after, so that the cut changes nothing but memory.
            foreach (var part in update.Rows.Chunk(options.BatchSize)) batches.Add(train.Collate(part, collator));
            result = loop.Step(batches, cancellation);
        }
        finally
        {
            foreach (var batch in batches) batch.Dispose();
        }
        pace.Add(update.Rows.Length, Stopwatch.GetElapsedTime(begin));
        progress = progress.With(result.Loss, update.Rows.Length, update.EndsEpoch) with { Seconds = Seconds() };
        Tell(new StepCompleted(result, update.Epoch + 1, pace.TotalSteps, pace.RowsPerSecond, pace.TimeLeft));
    }

    private void Judge(PlannedUpdate update, LoadedModel model, EncodedExamples dev, RunKeeper keeper, CancellationToken cancellation)
    {
        var scores = Evaluator.Evaluate(model, dev, options.BatchSize, cancellation);
        progress = progress with { Seconds = Seconds() };
        var report = new EpochReport(update.Epoch + 1, progress.LossSum / progress.LossRows, scores, progress.Seconds - progress.SecondsAtEvaluation);
        progress = progress.With(report);
        var isBest = best.Offer(report);
        if (isBest) keeper.TakeBest(report);
        Tell(new EpochEvaluated(report));
        if (isBest && keeper.WriteBest() is { } bytes) Tell(new DeltaSaved(report.Epoch, output.DeltaPath, bytes));
        keeper.Save(progress);
    }

    private void RequireBest()
    {
        if (best.Report is null)
            throw new BadInputException($"no epoch had a {options.Metric.Name} that is a number, so no delta is kept; the learning rate ({options.LearningRate}) is most likely too high");
    }

    // What the caller gets is what lies on the disk.
    private void RestoreBest(LoadedModel model)
    {
        using var delta = DeltaFile.Open(output.DeltaPath);
        delta.LoadInto(model);
        model.Model.eval();
    }

    private TrainingReport Report(LoadedModel model, bool reported)
    {
        var report = new TrainingReport
        {
            Model = model.Facts.Name,
            TrainedParameters = model.TrainedParameters,
            TotalParameters = model.TotalParameters,
            Epochs = progress.Evaluations,
            Best = best.Report!,
            Steps = progress.CompletedUpdates,
            Seconds = progress.Seconds,
            PeakMemoryBytes = progress.PeakMemoryBytes,
            DeltaPath = output.DeltaPath,
            DeltaBytes = new FileInfo(output.DeltaPath).Length,
            Device = model.Device.ToString(),
            Precision = model.Precision.Name(),
            Seed = options.Seed,
        };
        var finished = new TrainingFinished(report);
        if (reported)
        {
            output.Notify(finished);
            return report;
        }
        Tell(finished);
        output.Finish(report);
        return report;
    }

    private double Seconds() => secondsBefore + clock.Elapsed.TotalSeconds;

    private void Tell(TrainingEvent happened) => output.Log(happened);
}
