using System.Diagnostics;
using PastaGen.Modules;

namespace PastaGen.Training;

/// <summary>Tries all that a run does, once and on the longest batch: forward, backward, update, save, load, evaluate. Keeps nothing.</summary>
internal static class DryRun
{
    private const int Updates = 2;

    /// <summary>Tries.</summary>
    /// <param name="prepared">The run.</param>
    /// <param name="cancellation">Stops between micro-batches.</param>
    public static DryRunReport Try(RunPreparation prepared, CancellationToken cancellation)
    {
        var options = prepared.Stage.Options;
        var rowsAtOnce = MemoryCheck.RowsAtOnce(prepared, options);
        var longest = prepared.Train.Lengths.Index().OrderByDescending(row => row.Item).Take(options.RowsPerUpdate).Select(row => row.Index).ToArray();
        var estimate = ProcessMemory.Bytes() + MemoryCheck.Estimate(prepared, options, rowsAtOnce).Total;
        var model = prepared.Model;
        using var loop = new TrainingLoop(model.Model, options, prepared.Plan.TotalUpdates, prepared.ClassWeights);
        var batches = new List<TokenBatch>();
        var begin = Stopwatch.GetTimestamp();
        try
        {
            var collator = new BatchCollator(model);
            foreach (var part in longest.Chunk(rowsAtOnce)) batches.Add(prepared.Train.Collate(part, collator));
            // The second update has the optimizer's moments beside its states, which the first makes at its end.
            for (var update = 0; update < Updates; update++) loop.Step(batches, cancellation);
        }
        finally
        {
            foreach (var batch in batches) batch.Dispose();
        }
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds / Updates;
        SaveAndLoad(model, options, prepared.MaxLength);
        Evaluator.Evaluate(model, prepared.Dev, options.BatchSize, mostBatches: 1, Ranks.Alone, progress: null, cancellation);
        var tokens = longest.Take(rowsAtOnce).Sum(row => prepared.Train.Lengths[row]);
        return new DryRunReport(prepared.Plan.TotalUpdates, Math.Min(rowsAtOnce, longest.Length), tokens, estimate, ProcessMemory.PeakBytes(prepared.Model.Device), seconds);
    }

    private static void SaveAndLoad(LoadedModel model, TrainingOptions options, int maxLength)
    {
        using var folder = new ScratchFolder("pasta-dry-run-");
        var path = Path.Combine(folder.Path, DeltaFile.UsualName);
        DeltaFile.Save(path, model, new DeltaDetails { Command = options.Command, MaxLength = maxLength });
        using var delta = DeltaFile.Open(path);
        delta.LoadInto(model);
    }
}
