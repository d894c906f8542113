using System.Diagnostics;
using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>One run of a trainer, from the examples to the report.</summary>
internal sealed class TrainingRun(
    ModelDefinition definition, BackboneFolder folder, TrainingOptions options, RunFolder? output, Ranks ranks, BestEpoch best,
    TrainingCallbacks callbacks, TrainingControl control, Action<TrainingEvent>? observer)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly PrecisionChoice precision = PrecisionChoice.Of(options.Precision, delta: null, definition.Facts, folder.Config, options.Device);
    private RunProgress progress = new();
    private long deltaBytes;

    /// <summary>Trains.</summary>
    public TrainingResult Execute(TrainingData data, CancellationToken cancellation)
    {
        var labels = ChooseLabels(data);
        best.Require(new ClassificationMetrics(labels.Count).Scores().Keys);
        var pairs = data.Train.Concat(data.Dev).Any(example => example.Pair is not null);
        var maxLength = RowLength.Of(options.MaxLength, folder.Config, folder.Text, pairs);
        var train = EncodedExamples.Encode(data.Train, data.TrainSource, folder.Text, maxLength, labels, cancellation);
        var dev = EncodedExamples.Encode(data.Dev, data.DevSource, folder.Text, maxLength, labels, cancellation);

        var model = BackboneLoader.Load(definition, folder, LoadOptions(labels, pairs));
        try
        {
            AdaptedTokens.Require(model, pairs);
            RunUpdates(model, train, dev, maxLength, cancellation);
            RestoreBest(model);
            return new TrainingResult(Report(model), model);
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
            Precision = precision.Precision,
            Device = options.Device,
        };
    }

    private void RunUpdates(LoadedModel model, EncodedExamples train, EncodedExamples dev, int maxLength, CancellationToken cancellation)
    {
        var plan = new UpdatePlan(train.Lengths, options, ranks.Count);
        using var loop = new TrainingLoop(model.Model, options, plan.TotalUpdates, ranks);
        // Machines of different kinds may draw different values from one seed.
        ranks.TakeOver(model.Model.TrainedTensors().Select(tensor => tensor.Parameter));
        Tell(new TrainingStarted(model.Facts.Name, train.Count, train.CutRows, dev.Count, plan.TotalUpdates, model.TrainedParameters, model.TotalParameters) { Precision = precision });
        var collator = new BatchCollator(model.Config, model.Device);
        var pace = new Pace(plan.TotalUpdates);
        while (progress.NextUpdate < plan.TotalUpdates)
        {
            var update = plan.At(progress.NextUpdate);
            MakeUpdate(update, loop, train, collator, pace, cancellation);
            var wishes = control.Take();
            if (wishes.HasFlag(TrainingWishes.StopEpoch)) progress = progress with { SkippedUpdates = progress.SkippedUpdates + plan.UpdatesLeftInEpoch(update) };
            var ends = update.EndsEpoch || (wishes & (TrainingWishes.StopEpoch | TrainingWishes.StopTraining)) != 0;
            if (ends || wishes.HasFlag(TrainingWishes.Evaluate)) Judge(update, model, dev, maxLength, cancellation);
            if (wishes.HasFlag(TrainingWishes.StopTraining)) break;
        }
    }

    private void MakeUpdate(PlannedUpdate update, TrainingLoop loop, EncodedExamples train, BatchCollator collator, Pace pace, CancellationToken cancellation)
    {
        var begin = Stopwatch.GetTimestamp();
        var batches = new List<TokenBatch>();
        StepResult result;
        try
        {
            // The rows of an update are chosen first and cut into micro-batches after, so that the cut changes nothing but memory.
            foreach (var part in ranks.Share(update.Rows).Chunk(options.BatchSize)) batches.Add(train.Collate(part, collator));
            result = loop.Step(batches, cancellation);
        }
        finally
        {
            foreach (var batch in batches) batch.Dispose();
        }
        pace.Add(update.Rows.Length, Stopwatch.GetElapsedTime(begin));
        progress = progress.With(result.Loss, update.Rows.Length) with { Seconds = clock.Elapsed.TotalSeconds };
        Tell(new StepCompleted(result, update.Epoch + 1, pace.TotalSteps, pace.RowsPerSecond, pace.TimeLeft));
    }

    private void Judge(PlannedUpdate update, LoadedModel model, EncodedExamples dev, int maxLength, CancellationToken cancellation)
    {
        var scores = Evaluator.Evaluate(model, dev, options.BatchSize, ranks, cancellation);
        progress = progress with { Seconds = clock.Elapsed.TotalSeconds };
        var report = new EpochReport(update.Epoch + 1, progress.LossSum / progress.LossRows, scores, progress.Seconds - progress.SecondsAtEvaluation);
        progress = progress.With(report);
        Tell(new EpochEvaluated(report));
        if (best.Offer(report)) Keep(model, report, maxLength);
    }

    private void Keep(LoadedModel model, EpochReport report, int maxLength)
    {
        if (output is null) return;
        var details = new DeltaDetails { Metrics = report.Metrics, Command = options.Command, MaxLength = maxLength };
        deltaBytes = DeltaFile.Save(output.DeltaPath, model, details);
        Tell(new DeltaSaved(report.Epoch, output.DeltaPath, deltaBytes));
    }

    // What the caller gets is what lies on the disk.
    private void RestoreBest(LoadedModel model)
    {
        if (best.Report is null)
            throw new BadInputException($"no epoch had a {options.Metric.Name} that is a number, so no delta is kept; the learning rate ({options.LearningRate}) is most likely too high");
        if (output is not null)
        {
            using var delta = DeltaFile.Open(output.DeltaPath);
            delta.LoadInto(model);
        }
        ranks.TakeOver(model.Model.TrainedTensors().Select(tensor => tensor.Parameter));
        model.Model.eval();
    }

    private TrainingReport Report(LoadedModel model)
    {
        var report = new TrainingReport
        {
            Model = model.Facts.Name,
            TrainedParameters = model.TrainedParameters,
            TotalParameters = model.TotalParameters,
            Epochs = progress.Evaluations,
            Best = best.Report!,
            Steps = progress.CompletedUpdates,
            Seconds = clock.Elapsed.TotalSeconds,
            PeakMemoryBytes = PeakMemory.Bytes(),
            DeltaPath = output?.DeltaPath ?? "",
            DeltaBytes = deltaBytes,
            Device = model.Device.ToString(),
            Precision = model.Precision.Name(),
            PrecisionReason = precision.Reason,
            Seed = options.Seed,
        };
        output?.Finish(report);
        Tell(new TrainingFinished(report));
        return report;
    }

    private void Tell(TrainingEvent happened)
    {
        output?.Log(happened);
        callbacks.Tell(happened);
        observer?.Invoke(happened);
    }
}
