using System.Globalization;

namespace PastaGen.Training;

/// <summary>A stretch of a run, counted in epochs or in updates, and written <c>1ep</c> or <c>500st</c>.</summary>
public readonly record struct RunLength
{
    private RunLength(double count, bool inEpochs)
    {
        Count = count;
        InEpochs = inEpochs;
    }

    /// <summary>How many.</summary>
    public double Count { get; }

    /// <summary>Whether epochs are counted; else updates are.</summary>
    public bool InEpochs { get; }

    /// <summary>A number of epochs; a part of one is allowed.</summary>
    public static RunLength Epochs(double count) => new(count, inEpochs: true);

    /// <summary>A number of updates.</summary>
    public static RunLength Updates(int count) => new(count, inEpochs: false);

    /// <summary>Reads <c>1ep</c>, <c>0.5ep</c> or <c>500st</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">What it says.</param>
    /// <returns>Whether it is such a length, above 0.</returns>
    public static bool TryParse(string text, out RunLength length)
    {
        ArgumentNullException.ThrowIfNull(text);
        length = default;
        var inEpochs = text.EndsWith("ep", StringComparison.Ordinal);
        if (!inEpochs && !text.EndsWith("st", StringComparison.Ordinal)) return false;
        var style = inEpochs ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
        if (!double.TryParse(text[..^2], style, CultureInfo.InvariantCulture, out var count) || count is not (> 0 and <= int.MaxValue)) return false;
        length = new RunLength(count, inEpochs);
        return true;
    }

    /// <summary>The update after which the stretch is over for the n-th time, rounded up to a whole one.</summary>
    /// <param name="times">How often the stretch is laid end to end.</param>
    /// <param name="updatesPerEpoch">Updates of one epoch.</param>
    internal double UpdatesIn(double times, int updatesPerEpoch)
    {
        var updates = times * Count * (InEpochs ? updatesPerEpoch : 1);
        // A product such as 3 * 0.1 * 10 is not a whole number in binary; what is nearer than a millionth is meant to be one.
        var whole = Math.Round(updates);
        return Math.Abs(updates - whole) < 1e-6 ? whole : Math.Ceiling(updates);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}{(InEpochs ? "ep" : "st")}");
}
