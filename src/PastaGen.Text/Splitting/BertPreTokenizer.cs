using System.Text;
using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>
/// BERT's pre-tokenizer as the Python library has it: words end at white space, and every punctuation mark is a word. Plugged into
/// <see cref="WordPieceOptions.PreTokenizer"/>, since the stock one of Microsoft.ML.Tokenizers drops signs and emoji.
/// </summary>
public sealed class BertPreTokenizer : PreTokenizer
{
    private BertPreTokenizer() { }

    /// <summary>The one there is; it holds no state.</summary>
    public static BertPreTokenizer Instance { get; } = new();

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PreTokenize(text.AsSpan());
    }

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text)
    {
        var words = new List<(int Offset, int Length)>(text.Length / 5 + 1);
        var start = 0;
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text[i..], out var character, out var length);
            var space = character.Value <= char.MaxValue && char.IsWhiteSpace((char)character.Value);
            if (space || CharacterSets.Punctuation.Contains(character.Value))
            {
                if (i > start) words.Add((start, i - start));
                if (!space) words.Add((i, length));
                start = i + length;
            }
            i += length;
        }
        if (text.Length > start) words.Add((start, text.Length - start));
        return words;
    }
}
