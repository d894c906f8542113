using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>How long a row may be: what is asked for, and never more than the encoder and its tokenizer allow.</summary>
public static class RowLength
{
    /// <summary>The longest row in tokens that a model reads.</summary>
    /// <param name="asked">What is asked for; null asks for as many as there may be.</param>
    /// <param name="model">The model.</param>
    /// <param name="pairs">Whether rows are pairs.</param>
    /// <exception cref="BadInputException">The inserted special tokens alone are longer.</exception>
    public static int Of(int? asked, LoadedModel model, bool pairs)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (longest, taken) = (model.Config.LongestInput, model.PositionsTaken);
        var inserted = model.Text.SpecialTokensPerText(pairs);
        if (taken > 0 && longest - taken <= inserted)
            throw new BadInputException($"{model.Facts.Name} puts {taken} vectors before each row, but {model.Folder.Path} has {longest} positions, {inserted} of which special tokens need; choose fewer vectors");
        return Of(asked, longest - taken, model.Text, pairs);
    }

    /// <summary>The longest row in tokens.</summary>
    /// <param name="asked">What is asked for; null asks for as many as there may be.</param>
    /// <param name="longest">The longest row that the encoder reads.</param>
    /// <param name="encoder">Its tokenizer.</param>
    /// <param name="pairs">Whether rows are pairs.</param>
    /// <exception cref="BadInputException">The inserted special tokens alone are longer.</exception>
    public static int Of(int? asked, int longest, TextEncoder encoder, bool pairs)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        var length = Math.Min(asked ?? int.MaxValue, Math.Min(longest, encoder.MaxLength ?? int.MaxValue));
        var inserted = encoder.SpecialTokensPerText(pairs);
        return length > inserted
            ? length
            : throw new BadInputException($"max-length is {length}, but the tokenizer inserts {inserted} special tokens into each row ({(pairs ? encoder.PairTemplate : encoder.Template)}); expected more");
    }
}
