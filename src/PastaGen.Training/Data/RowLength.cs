using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>How long a row may be: what is asked for, and never more than the encoder and its tokenizer allow.</summary>
public static class RowLength
{
    /// <summary>The longest row in tokens.</summary>
    /// <param name="asked">What is asked for; null asks for as many as there may be.</param>
    /// <param name="config">The encoder.</param>
    /// <param name="encoder">Its tokenizer.</param>
    /// <param name="pairs">Whether rows are pairs.</param>
    /// <exception cref="BadInputException">The inserted special tokens alone are longer.</exception>
    public static int Of(int? asked, EncoderConfig config, TextEncoder encoder, bool pairs)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(encoder);
        var length = Math.Min(asked ?? int.MaxValue, Math.Min(config.LongestInput, encoder.MaxLength ?? int.MaxValue));
        var inserted = encoder.SpecialTokensPerText(pairs);
        return length > inserted
            ? length
            : throw new BadInputException($"max-length is {length}, but the tokenizer inserts {inserted} special tokens into each row ({(pairs ? encoder.PairTemplate : encoder.Template)}); expected more");
    }
}
