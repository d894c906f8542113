namespace PastaGen.Modules;

/// <summary>The width of the state in the middle of a bottleneck.</summary>
internal static class NarrowWidth
{
    /// <summary>A width over a reduction, rounded down.</summary>
    /// <param name="width">The width of what enters.</param>
    /// <param name="reduction">How many times narrower the middle is.</param>
    /// <exception cref="UnfitSettingException">Nothing would be left.</exception>
    public static int Of(int width, int reduction) => reduction >= 1 && reduction <= width
        ? width / reduction
        : throw new UnfitSettingException($"a reduction of {reduction} leaves nothing of a width of {width}: choose one from 1 to {width}.");
}
