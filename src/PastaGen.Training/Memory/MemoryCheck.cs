using PastaGen.Text;
using TorchSharp;

namespace PastaGen.Training;

/// <summary>Chooses how many rows go through the model at once, before the first update: on a processor nothing can be caught, the system kills.</summary>
internal static class MemoryCheck
{
    // What is estimated is not exact, and the machine has other work.
    private const double UsablePart = 0.9;

    /// <summary>Rows that go through at once.</summary>
    /// <param name="prepared">The run.</param>
    /// <param name="options">Its settings.</param>
    /// <exception cref="BadInputException">The memory is too small for what the settings ask for; the sentence names what fits.</exception>
    public static int RowsAtOnce(RunPreparation prepared, TrainingOptions options) =>
        prepared.Model.Device.type == DeviceType.CPU && ProcessMemory.Bytes() is { } held && AvailableMemory.Bytes() is { } free
            ? RowsAtOnce(prepared, options, held, free)
            : Wanted(options);

    /// <summary>The same with given memory, in bytes: what the process holds, and what it may still take.</summary>
    internal static int RowsAtOnce(RunPreparation prepared, TrainingOptions options, long held, long free)
    {
        var budget = (UsablePart * (held + free)) - held;
        bool Fits(int rows) => Estimate(prepared, options, rows).Total <= budget;
        var wanted = Math.Min(Wanted(options), prepared.Train.Count);
        if (Fits(wanted)) return Wanted(options);
        if (!Fits(1)) throw new BadInputException(
            $"training needs about {Mebibytes(Estimate(prepared, options, 1).Total)} beside the loaded model even for one row at once, and {Mebibytes(Math.Max(0, budget))} are left; give the process more memory, or a smaller max-length");
        int fitting = 1, tooMany = wanted;
        while (tooMany - fitting > 1)
        {
            var middle = (fitting + tooMany) / 2;
            if (Fits(middle)) fitting = middle;
            else tooMany = middle;
        }
        return options.MicroBatchSize == 0
            ? fitting
            : throw new BadInputException(
                $"{wanted} rows at once need about {Mebibytes(Estimate(prepared, options, wanted).Total)} beside the loaded model, and {Mebibytes(budget)} are left; pass --micro-batch-size {fitting}, which fits and changes no result but the draws of dropout");
    }

    /// <summary>What an update takes that puts the longest rows through at once.</summary>
    public static MemoryEstimate Estimate(RunPreparation prepared, TrainingOptions options, int rows) =>
        MemoryEstimate.Of(prepared.Model, prepared.Train.Lengths.OrderDescending().Take(rows).Sum(length => (long)length), options.ActivationCheckpointing);

    /// <summary>Whether an engine's error says that the device's memory is exhausted.</summary>
    public static bool IsOutOfMemory(Exception error) =>
        error is not BadInputException && error.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase);

    private static int Wanted(TrainingOptions options) => options.MicroBatchSize switch
    {
        null => options.BatchSize,
        0 => options.RowsPerUpdate,
        { } rows => Math.Min(rows, options.RowsPerUpdate),
    };

    private static string Mebibytes(double bytes) => FormattableString.Invariant($"{bytes / (1 << 20):N0} MiB");
}
