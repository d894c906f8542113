namespace PastaGen.Training.Tests;

/// <summary>How many rows go through at once in a run of two processes, one of which has too little memory.</summary>
public sealed class RowsAtOnceOfSeveralTests : IDisposable
{
    private static readonly TrainingOptions Options = ResumedRun.Options with { Epochs = 6, BatchSize = 4, GradientAccumulationSteps = 1, MicroBatchSize = 0, Dropout = 0 };
    private static readonly TrainingData Data = ResumedRun.Data with { Train = [.. ResumedRun.Data.Train.Take(8)] };

    private readonly ResumedRun run = new();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_one_has_memory_for_is_what_all_take_and_the_run_that_goes_on(int poorer)
    {
        var undivided = await TrainAsync(poorer, stopAfter: int.MaxValue);
        var results = run.Results();
        // Each learns from four of an update's eight rows; the third update is the one that is too much for one of them.
        Assert.Equal([4, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2], undivided[poorer]);
        Assert.Equal([4, 4, 4, 2, 2, 2, 2, 2, 2], undivided[1 - poorer]);
        Directory.Delete(run.Output, recursive: true);

        var parts = (await TrainAsync(poorer, stopAfter: 3)).Zip(await TrainAsync(poorer: null, stopAfter: int.MaxValue), (before, after) => before.Concat(after));
        Assert.Equal(undivided, parts);
        Assert.Equal(results, run.Results());
    }

    // The rows of each batch that each process learned from.
    private async Task<int[][]> TrainAsync(int? poorer, int stopAfter)
    {
        using var stop = new CancellationTokenSource();
        using var output = RunFolder.Open(run.Output, fresh: false, happened =>
        {
            if (happened is StepCompleted step && step.Result.Step == stopAfter) stop.Cancel();
        });
        var learned = new List<int>[] { [], [] };
        var prepared = learned.Select((rows, rank) => RunPreparation.Make(
            TrainingStage.Of(HandBertPlan.Pasta with { Create = shape => new HandBert(HandBertPlan.Pasta.Facts, shape, (model, batch) => Learn(model.training, batch.Rows.Count, rank)) }, Options).Single(),
            [], run.Backbone, Data, ranks: 2, rank == 0 ? output : null, default)).ToArray();
        await RankThreads.InEach(2, ranks =>
        {
            using var model = prepared[ranks.Index].Model;
            var (best, control) = (new BestEpoch(Options.ChosenMetric), new TrainingControl());
            if (ranks.IsFirst && output.Earlier is { } earlier) best.Restore(earlier.Record.Progress.Evaluations);
            var process = new TrainingRun(
                prepared[ranks.Index], Data, ranks.IsFirst ? output : null, ranks, best, new TrainingCallbacks([], control), control);
            if (stopAfter == int.MaxValue) process.Execute(stop.Token);
            else Assert.ThrowsAny<OperationCanceledException>(() => process.Execute(stop.Token));
            return true;
        });
        return [.. learned.Select(rows => rows.ToArray())];

        void Learn(bool training, int rows, int rank)
        {
            if (!training) return;
            learned[rank].Add(rows);
            if (rank == poorer && learned[rank].Count == 3) throw new InvalidOperationException("out of memory");
        }
    }
}
