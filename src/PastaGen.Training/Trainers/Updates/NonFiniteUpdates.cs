using System.Globalization;

namespace PastaGen.Training;

/// <summary>What happens at an update whose loss or gradient is not finite: it is left out, or the run stops. Its rows are named either way.</summary>
internal sealed class NonFiniteUpdates(TrainingOptions options, TrainingData data)
{
    private const int MostInARow = 10;
    private const int MostRowsNamed = 16;

    /// <summary>Whether the run goes on without such an update.</summary>
    /// <param name="progress">How far the run is, the update not counted.</param>
    public bool LeavesOutAnother(RunProgress progress) => options.OnNan == NonFinitePolicy.Skip && progress.SkippedInARow + 1 < MostInARow;

    /// <summary>What was found, and where.</summary>
    /// <param name="update">The update.</param>
    /// <param name="found">What is not finite.</param>
    /// <param name="progress">How far the run is, the update not counted.</param>
    public string Sentence(PlannedUpdate update, NonFiniteException found, RunProgress progress)
    {
        var sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Message}; its rows are those of {RowNames(update)}; the largest norm of gradients before was {progress.LargestGradientNorm:g4}");
        return options.OnNan == NonFinitePolicy.Skip && !LeavesOutAnother(progress) ? $"{MostInARow} updates in a row had to be left out; {sentence}" : sentence;
    }

    private string RowNames(PlannedUpdate update)
    {
        var lines = update.Rows.Select(row => data.Train[row].LineNumber).Order().ToArray();
        var more = lines.Length > MostRowsNamed ? $" and {lines.Length - MostRowsNamed} more" : "";
        return $"{data.TrainSource}, lines {string.Join(", ", lines.Take(MostRowsNamed))}{more}";
    }
}
