using System.Globalization;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>The sizes of adaptations' parameters: as numbers where everything is known, and as factors for whoever spells them.</summary>
internal static class AdaptedSizes
{
    /// <summary>A size, given what its names stand for.</summary>
    /// <param name="size">The size.</param>
    /// <param name="adaptation">The adaptation; its settings count at their values or fallbacks.</param>
    /// <param name="at">Where it stands; null where the module is the model's.</param>
    /// <param name="extent">Sizes of the encoder.</param>
    public static long Count(SizeProduct size, AdaptationPlan adaptation, Insertion? at, Func<Extent, long> extent)
    {
        long? product = null;
        foreach (var factor in size.Factors)
        {
            var value = (factor.Number ?? (adaptation.Setting(factor.Name) is { } setting
                ? long.Parse(setting.Usual.Text, CultureInfo.InvariantCulture)
                : extent(Extent(factor.Dimension!.Value, at)))) - factor.Less;
            product = product is null ? value : factor.Divides ? product / value : product * value;
        }
        return product ?? 1;
    }

    /// <summary>A named size where a module stands.</summary>
    public static Extent Extent(Dimension dimension, Insertion? at) => dimension switch
    {
        Dimension.Input when at is not null => at.Input,
        Dimension.Output when at is not null => at.Output,
        _ => new(dimension),
    };

    /// <summary>Whether a size depends on an open setting.</summary>
    public static bool IsOpen(SizeProduct size, AdaptationPlan adaptation) => size.Factors.Any(factor => adaptation.Setting(factor.Name) is { IsOpen: true });
}
