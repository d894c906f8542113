using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>How the learning rate changes over a run. All but <see cref="Constant"/> begin with a linear warm-up from 0.</summary>
public enum LearningRateSchedule
{
    /// <summary>Falls linearly to 0: <c>linear</c>.</summary>
    Linear,

    /// <summary>Falls to 0 along half a cosine: <c>cosine</c>.</summary>
    Cosine,

    /// <summary>Falls along half a cosine like <see cref="Cosine"/>, in cycles that each begin at the full rate: <c>cosine_with_restarts</c>.</summary>
    CosineWithRestarts,

    /// <summary>Falls to 1e-7 along a polynomial of degree 1: <c>polynomial</c>.</summary>
    Polynomial,

    /// <summary>The same from the first step to the last: <c>constant</c>.</summary>
    Constant,

    /// <summary>The same after the warm-up: <c>constant_with_warmup</c>.</summary>
    ConstantWithWarmup,
}

/// <summary>Learning rates as pure functions of the step, with the values of the Python library's schedulers.</summary>
public static class LearningRateSchedules
{
    private const double PolynomialEnd = 1e-7;

    private static readonly Dictionary<string, LearningRateSchedule> ByName = new(StringComparer.Ordinal)
    {
        ["linear"] = LearningRateSchedule.Linear,
        ["cosine"] = LearningRateSchedule.Cosine,
        ["cosine_with_restarts"] = LearningRateSchedule.CosineWithRestarts,
        ["polynomial"] = LearningRateSchedule.Polynomial,
        ["constant"] = LearningRateSchedule.Constant,
        ["constant_with_warmup"] = LearningRateSchedule.ConstantWithWarmup,
    };

    /// <summary>The names of all schedules on a command line.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The schedule of a name.</summary>
    /// <param name="name">The name, as the Python library has it.</param>
    /// <exception cref="BadInputException">There is none of that name.</exception>
    public static LearningRateSchedule Parse(string name) => ByName.TryGetValue(name, out var schedule)
        ? schedule
        : throw new BadInputException($"there is no learning-rate schedule \"{name}\"; expected one of {string.Join(", ", Names)}");

    /// <summary>The learning rate of one update.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="peak">The rate after the warm-up.</param>
    /// <param name="step">The update's number, counted from 0.</param>
    /// <param name="warmupSteps">Number of updates that warm up.</param>
    /// <param name="totalSteps">Number of updates of the whole run.</param>
    public static double RateAt(this LearningRateSchedule schedule, double peak, long step, long warmupSteps, long totalSteps)
    {
        if (schedule == LearningRateSchedule.Constant) return peak;
        if (step < warmupSteps) return peak * step / Math.Max(1, warmupSteps);
        var progress = (double)(step - warmupSteps) / Math.Max(1, totalSteps - warmupSteps);
        return schedule switch
        {
            LearningRateSchedule.ConstantWithWarmup => peak,
            LearningRateSchedule.Linear => peak * Math.Max(0, 1 - progress),
            LearningRateSchedule.Cosine => peak * HalfCosine(progress),
            LearningRateSchedule.CosineWithRestarts => progress >= 1 ? 0 : peak * HalfCosine(progress % 1),
            LearningRateSchedule.Polynomial => progress > 1 ? PolynomialEnd : ((peak - PolynomialEnd) * (1 - progress)) + PolynomialEnd,
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "no such schedule"),
        };
    }

    private static double HalfCosine(double progress) => Math.Max(0, 0.5 * (1 + Math.Cos(Math.PI * progress)));
}
