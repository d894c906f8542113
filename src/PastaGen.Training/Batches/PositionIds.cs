using PastaGen.Modules;

namespace PastaGen.Training;

/// <summary>Numbers the tokens of padded rows as an encoder does.</summary>
internal static class PositionIds
{
    /// <summary>The number of every place.</summary>
    /// <param name="ids">Token ids, row by row.</param>
    /// <param name="columns">Length of a row.</param>
    /// <param name="config">The encoder.</param>
    public static long[] Of(ReadOnlySpan<long> ids, int columns, EncoderConfig config)
    {
        var positions = new long[ids.Length];
        var counted = config.PositionNumbering == PositionNumbering.AfterPadding;
        long last = 0;
        for (var place = 0; place < ids.Length; place++)
        {
            var column = place % columns;
            if (column == 0) last = config.PadTokenId;
            positions[place] = !counted ? column : ids[place] == config.PadTokenId ? config.PadTokenId : ++last;
        }
        return positions;
    }
}
