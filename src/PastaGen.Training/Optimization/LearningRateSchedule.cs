using System.ComponentModel;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// How the learning rate changes over a run, as a pure function of the update's number, with the values of the Python library's
/// schedulers. All but <see cref="Constant"/> begin with a linear warm-up from 0.
/// </summary>
[TypeConverter(typeof(LearningRateScheduleConverter))]
public sealed record LearningRateSchedule
{
    private readonly Func<LearningRateSchedule, double, double, double> decay;
    private readonly bool warmsUp;

    private LearningRateSchedule(string name, Func<LearningRateSchedule, double, double, double> decay, bool warmsUp = true)
    {
        Name = name;
        this.decay = decay;
        this.warmsUp = warmsUp;
    }

    /// <summary>Falls linearly to 0.</summary>
    public static LearningRateSchedule Linear { get; } = new("linear", (_, peak, progress) => peak * Math.Max(0, 1 - progress));

    /// <summary>Falls to 0 along half a cosine.</summary>
    public static LearningRateSchedule Cosine { get; } = new("cosine", (_, peak, progress) => peak * HalfCosine(progress));

    /// <summary>Falls along half a cosine <see cref="Cycles"/> times, each time from the full rate.</summary>
    public static LearningRateSchedule CosineWithRestarts { get; } = new(
        "cosine_with_restarts", (self, peak, progress) => progress >= 1 ? 0 : peak * HalfCosine(self.Cycles * progress % 1));

    /// <summary>Falls to <see cref="EndRate"/> along a polynomial of degree <see cref="Power"/>.</summary>
    public static LearningRateSchedule Polynomial { get; } = new(
        "polynomial", (self, peak, progress) => progress > 1 ? self.EndRate : ((peak - self.EndRate) * Math.Pow(1 - progress, self.Power)) + self.EndRate);

    /// <summary>The same from the first update to the last, without a warm-up.</summary>
    public static LearningRateSchedule Constant { get; } = new("constant", (_, peak, _) => peak, warmsUp: false);

    /// <summary>The same after the warm-up.</summary>
    public static LearningRateSchedule ConstantWithWarmup { get; } = new("constant_with_warmup", (_, peak, _) => peak);

    /// <summary>All schedules.</summary>
    public static IReadOnlyList<LearningRateSchedule> All { get; } = [Linear, Cosine, CosineWithRestarts, Polynomial, Constant, ConstantWithWarmup];

    /// <summary>The name on a command line, as the Python library has it.</summary>
    public string Name { get; }

    /// <summary>Number of cycles of <see cref="CosineWithRestarts"/>.</summary>
    public int Cycles { get; init; } = 1;

    /// <summary>Degree of <see cref="Polynomial"/>; 1 is a straight line.</summary>
    public double Power { get; init; } = 1;

    /// <summary>The rate at which <see cref="Polynomial"/> ends.</summary>
    public double EndRate { get; init; } = 1e-7;

    /// <summary>The schedule of a name, with the Python library's defaults.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="BadInputException">There is none of that name.</exception>
    public static LearningRateSchedule Named(string name) => All.FirstOrDefault(schedule => schedule.Name == name)
        ?? throw new BadInputException($"there is no learning-rate schedule \"{name}\"; expected one of {string.Join(", ", All.Select(schedule => schedule.Name))}");

    /// <summary>The learning rate of one update.</summary>
    /// <param name="peak">The rate after the warm-up.</param>
    /// <param name="step">The update's number, counted from 0.</param>
    /// <param name="warmupSteps">Number of updates that warm up.</param>
    /// <param name="totalSteps">Number of updates of the whole run.</param>
    public double RateAt(double peak, long step, long warmupSteps, long totalSteps)
    {
        if (warmsUp && step < warmupSteps) return peak * step / Math.Max(1, warmupSteps);
        return decay(this, peak, (double)(step - warmupSteps) / Math.Max(1, totalSteps - warmupSteps));
    }

    private static double HalfCosine(double progress) => Math.Max(0, 0.5 * (1 + Math.Cos(Math.PI * progress)));
}
