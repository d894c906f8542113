using System.Globalization;

namespace PastaGen.Modules;

/// <summary>How often training drops an element.</summary>
internal static class DropoutRate
{
    /// <summary>A rate that was chosen.</summary>
    /// <param name="rate">The rate.</param>
    /// <exception cref="UnfitSettingException">It is no probability.</exception>
    public static double Checked(double rate) => rate is >= 0 and <= 1
        ? rate
        : throw new UnfitSettingException(string.Create(CultureInfo.InvariantCulture, $"a dropout of {rate} is no probability: choose one from 0 to 1."));
}
