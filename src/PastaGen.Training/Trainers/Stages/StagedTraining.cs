namespace PastaGen.Training;

/// <summary>
/// Makes the runs of a training's stages, one after the other: each in a folder of its own below that of the last one, so that it is kept and
/// goes on as any run does. Of several processes the first alone has folders.
/// </summary>
internal sealed class StagedTraining(
    BackboneFolder backbone, TrainingData data, Ranks ranks, TrainingCallbacks callbacks, TrainingControl control, Action<TrainingEvent>? progress)
{
    /// <summary>Trains.</summary>
    /// <param name="stages">The stages.</param>
    /// <param name="path">The folder of the last one.</param>
    /// <param name="last">The same, open; null where nothing is written.</param>
    /// <param name="cancellation">Stops between micro-batches, in evaluations and in tokenization.</param>
    /// <returns>The last stage's report and model.</returns>
    public TrainingResult Execute(IReadOnlyList<TrainingStage> stages, string path, RunFolder? last, CancellationToken cancellation)
    {
        // The last run begins once the stages before it are over, and its states tell of them.
        var haveBegun = stages.Count > 1 && ranks.FromFirst([last is { Earlier: not null } ? (byte)1 : (byte)0])[0] == 1;
        // Told before hours are spent on the stages before.
        foreach (var stage in stages.Skip(1))
        {
            BackboneChecks.Sizes(stage.Definition.Facts, backbone.ConfigOf(stage.Definition.Facts), backbone);
            BackboneChecks.Settings(stage.Definition.Facts, stage.Options.Settings);
        }
        if (last is { Earlier: null } && !stages[^1].Options.Fresh) StageFolders.RequireNone(path, stages.Count);
        IReadOnlyList<TrainingReport> earlier = [];
        foreach (var stage in haveBegun ? [] : stages.SkipLast(1))
        {
            using var folder = last is null ? null : RunFolder.Open(stage.FolderIn(path), stage.Options.Fresh, progress, tensorBoard: stage.Options.TensorBoard);
            // A stage's modules are gone before the next one's are made.
            var result = Train(stage, earlier, path, folder, last, cancellation);
            result.Model.Dispose();
            earlier = [.. earlier, result.Report with { EarlierStages = [] }];
        }
        return Train(stages[^1], earlier, path, last, last, cancellation);
    }

    private TrainingResult Train(TrainingStage stage, IReadOnlyList<TrainingReport> earlier, string path, RunFolder? own, RunFolder? last, CancellationToken cancellation)
    {
        var best = new BestEpoch(stage.Options.ChosenMetric);
        if (own?.Earlier is { } begun) best.Restore(begun.Record.Progress.Evaluations);
        try
        {
            var prepared = RunPreparation.Make(stage, earlier, backbone, data, ranks.Count, own, cancellation);
            try
            {
                // Nothing speaks against the run any more; one that it takes the place of must not be found when this one is stopped and goes on.
                if (!stage.IsLast) last?.Forget();
                if (own is { Earlier: null }) StageFolders.Forget(path, stage.IsLast ? stage.Number : stage.Number + 1);
                return new TrainingRun(prepared, data, own, ranks, best, callbacks, control).Execute(cancellation);
            }
            catch
            {
                prepared.Model.Dispose();
                throw;
            }
        }
        catch (OperationCanceledException stopped) when (cancellation.IsCancellationRequested || ranks.Stopped)
        {
            var left = best.Kept(RunFolder.DeltaPathOf(stage.FolderIn(path))) + GoingOn(own?.SavedUpdates, stage);
            progress?.Invoke(new TrainingStopped(left));
            throw new TrainingStoppedException($"training was stopped; {left}", stopped);
        }
    }

    private static string GoingOn(int? savedUpdates, TrainingStage stage) => savedUpdates is null or 0
        ? ""
        : $"; the same command goes on after update {savedUpdates}{(stage.Title.Length > 0 ? $" of {stage.Title}" : "")}{(stage.Options.Command is { } command ? $": {command}" : "")}";
}
